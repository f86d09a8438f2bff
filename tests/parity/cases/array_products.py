import dask.array as da
import numpy as np
def A(dt, c=2, shape=(2,4), v=10):
    return (da.from_array((np.arange(int(np.prod(shape))).reshape(shape)*7+v).astype(dt), chunks=c))
# --- cases

y = A('?',2)
y @ y.T

y = A('?',2)
da.dot(y, y.T)

y = A('?',2)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('?',2)
da.tensordot(y, y, axes=([1],[1]))

y = A('?',2)
da.einsum('ij,kj->ik', y, y)

y = A('?',2)
da.einsum('ij->i', y)

y = A('?',2)
da.vdot(y, y)

y = A('?',2)
da.outer(y, y)

y = A('?',2,(8,))
da.dot(y,y)

y = A('?',2,(2,2,4))
y @ y[0].T

y = A('?',2,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

y = A('?',4)
y @ y.T

y = A('?',4)
da.dot(y, y.T)

y = A('?',4)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('?',4)
da.tensordot(y, y, axes=([1],[1]))

y = A('?',4)
da.einsum('ij,kj->ik', y, y)

y = A('?',4)
da.einsum('ij->i', y)

y = A('?',4)
da.vdot(y, y)

y = A('?',4)
da.outer(y, y)

y = A('?',4,(8,))
da.dot(y,y)

y = A('?',4,(2,2,4))
y @ y[0].T

y = A('?',4,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

da.einsum('ij,kj->ik', A('?'), A('?'))

A('?') @ A('?').T

da.tensordot(A('?'), A('?'), axes=([0],[0]))

da.outer(A('?'), A('?'))

da.einsum('ij,kj->ik', A('?'), A('u1'))

A('?') @ A('u1').T

da.tensordot(A('?'), A('u1'), axes=([0],[0]))

da.outer(A('?'), A('u1'))

da.einsum('ij,kj->ik', A('?'), A('i4'))

A('?') @ A('i4').T

da.tensordot(A('?'), A('i4'), axes=([0],[0]))

da.outer(A('?'), A('i4'))

da.einsum('ij,kj->ik', A('?'), A('f4'))

A('?') @ A('f4').T

da.tensordot(A('?'), A('f4'), axes=([0],[0]))

da.outer(A('?'), A('f4'))

y = A('i1',2)
y @ y.T

y = A('i1',2)
da.dot(y, y.T)

y = A('i1',2)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('i1',2)
da.tensordot(y, y, axes=([1],[1]))

y = A('i1',2)
da.einsum('ij,kj->ik', y, y)

y = A('i1',2)
da.einsum('ij->i', y)

y = A('i1',2)
da.vdot(y, y)

y = A('i1',2)
da.outer(y, y)

y = A('i1',2,(8,))
da.dot(y,y)

y = A('i1',2,(2,2,4))
y @ y[0].T

y = A('i1',2,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

y = A('i1',4)
y @ y.T

y = A('i1',4)
da.dot(y, y.T)

y = A('i1',4)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('i1',4)
da.tensordot(y, y, axes=([1],[1]))

y = A('i1',4)
da.einsum('ij,kj->ik', y, y)

y = A('i1',4)
da.einsum('ij->i', y)

y = A('i1',4)
da.vdot(y, y)

y = A('i1',4)
da.outer(y, y)

y = A('i1',4,(8,))
da.dot(y,y)

y = A('i1',4,(2,2,4))
y @ y[0].T

y = A('i1',4,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

da.einsum('ij,kj->ik', A('i1'), A('?'))

A('i1') @ A('?').T

da.tensordot(A('i1'), A('?'), axes=([0],[0]))

da.outer(A('i1'), A('?'))

da.einsum('ij,kj->ik', A('i1'), A('u1'))

A('i1') @ A('u1').T

da.tensordot(A('i1'), A('u1'), axes=([0],[0]))

da.outer(A('i1'), A('u1'))

da.einsum('ij,kj->ik', A('i1'), A('i4'))

A('i1') @ A('i4').T

da.tensordot(A('i1'), A('i4'), axes=([0],[0]))

da.outer(A('i1'), A('i4'))

da.einsum('ij,kj->ik', A('i1'), A('f4'))

A('i1') @ A('f4').T

da.tensordot(A('i1'), A('f4'), axes=([0],[0]))

da.outer(A('i1'), A('f4'))

y = A('u1',2)
y @ y.T

y = A('u1',2)
da.dot(y, y.T)

y = A('u1',2)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('u1',2)
da.tensordot(y, y, axes=([1],[1]))

y = A('u1',2)
da.einsum('ij,kj->ik', y, y)

y = A('u1',2)
da.einsum('ij->i', y)

y = A('u1',2)
da.vdot(y, y)

y = A('u1',2)
da.outer(y, y)

y = A('u1',2,(8,))
da.dot(y,y)

y = A('u1',2,(2,2,4))
y @ y[0].T

y = A('u1',2,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

y = A('u1',4)
y @ y.T

y = A('u1',4)
da.dot(y, y.T)

y = A('u1',4)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('u1',4)
da.tensordot(y, y, axes=([1],[1]))

y = A('u1',4)
da.einsum('ij,kj->ik', y, y)

y = A('u1',4)
da.einsum('ij->i', y)

y = A('u1',4)
da.vdot(y, y)

y = A('u1',4)
da.outer(y, y)

y = A('u1',4,(8,))
da.dot(y,y)

y = A('u1',4,(2,2,4))
y @ y[0].T

y = A('u1',4,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

da.einsum('ij,kj->ik', A('u1'), A('?'))

A('u1') @ A('?').T

da.tensordot(A('u1'), A('?'), axes=([0],[0]))

da.outer(A('u1'), A('?'))

da.einsum('ij,kj->ik', A('u1'), A('u1'))

A('u1') @ A('u1').T

da.tensordot(A('u1'), A('u1'), axes=([0],[0]))

da.outer(A('u1'), A('u1'))

da.einsum('ij,kj->ik', A('u1'), A('i4'))

A('u1') @ A('i4').T

da.tensordot(A('u1'), A('i4'), axes=([0],[0]))

da.outer(A('u1'), A('i4'))

da.einsum('ij,kj->ik', A('u1'), A('f4'))

A('u1') @ A('f4').T

da.tensordot(A('u1'), A('f4'), axes=([0],[0]))

da.outer(A('u1'), A('f4'))

da.einsum('ij,kj->ik', A('i2'), A('?'))

A('i2') @ A('?').T

da.tensordot(A('i2'), A('?'), axes=([0],[0]))

da.outer(A('i2'), A('?'))

da.einsum('ij,kj->ik', A('i2'), A('u1'))

A('i2') @ A('u1').T

da.tensordot(A('i2'), A('u1'), axes=([0],[0]))

da.outer(A('i2'), A('u1'))

da.einsum('ij,kj->ik', A('i2'), A('i4'))

A('i2') @ A('i4').T

da.tensordot(A('i2'), A('i4'), axes=([0],[0]))

da.outer(A('i2'), A('i4'))

da.einsum('ij,kj->ik', A('i2'), A('f4'))

A('i2') @ A('f4').T

da.tensordot(A('i2'), A('f4'), axes=([0],[0]))

da.outer(A('i2'), A('f4'))

da.einsum('ij,kj->ik', A('u2'), A('?'))

A('u2') @ A('?').T

da.tensordot(A('u2'), A('?'), axes=([0],[0]))

da.outer(A('u2'), A('?'))

da.einsum('ij,kj->ik', A('u2'), A('u1'))

A('u2') @ A('u1').T

da.tensordot(A('u2'), A('u1'), axes=([0],[0]))

da.outer(A('u2'), A('u1'))

da.einsum('ij,kj->ik', A('u2'), A('i4'))

A('u2') @ A('i4').T

da.tensordot(A('u2'), A('i4'), axes=([0],[0]))

da.outer(A('u2'), A('i4'))

da.einsum('ij,kj->ik', A('u2'), A('f4'))

A('u2') @ A('f4').T

da.tensordot(A('u2'), A('f4'), axes=([0],[0]))

da.outer(A('u2'), A('f4'))

y = A('i4',2)
y @ y.T

y = A('i4',2)
da.dot(y, y.T)

y = A('i4',2)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('i4',2)
da.tensordot(y, y, axes=([1],[1]))

y = A('i4',2)
da.einsum('ij,kj->ik', y, y)

y = A('i4',2)
da.einsum('ij->i', y)

y = A('i4',2)
da.vdot(y, y)

y = A('i4',2)
da.outer(y, y)

y = A('i4',2,(8,))
da.dot(y,y)

y = A('i4',2,(2,2,4))
y @ y[0].T

y = A('i4',2,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

y = A('i4',4)
y @ y.T

y = A('i4',4)
da.dot(y, y.T)

y = A('i4',4)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('i4',4)
da.tensordot(y, y, axes=([1],[1]))

y = A('i4',4)
da.einsum('ij,kj->ik', y, y)

y = A('i4',4)
da.einsum('ij->i', y)

y = A('i4',4)
da.vdot(y, y)

y = A('i4',4)
da.outer(y, y)

y = A('i4',4,(8,))
da.dot(y,y)

y = A('i4',4,(2,2,4))
y @ y[0].T

y = A('i4',4,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

da.einsum('ij,kj->ik', A('i4'), A('?'))

A('i4') @ A('?').T

da.tensordot(A('i4'), A('?'), axes=([0],[0]))

da.outer(A('i4'), A('?'))

da.einsum('ij,kj->ik', A('i4'), A('u1'))

A('i4') @ A('u1').T

da.tensordot(A('i4'), A('u1'), axes=([0],[0]))

da.outer(A('i4'), A('u1'))

da.einsum('ij,kj->ik', A('i4'), A('i4'))

A('i4') @ A('i4').T

da.tensordot(A('i4'), A('i4'), axes=([0],[0]))

da.outer(A('i4'), A('i4'))

da.einsum('ij,kj->ik', A('i4'), A('f4'))

A('i4') @ A('f4').T

da.tensordot(A('i4'), A('f4'), axes=([0],[0]))

da.outer(A('i4'), A('f4'))

da.einsum('ij,kj->ik', A('u4'), A('?'))

A('u4') @ A('?').T

da.tensordot(A('u4'), A('?'), axes=([0],[0]))

da.outer(A('u4'), A('?'))

da.einsum('ij,kj->ik', A('u4'), A('u1'))

A('u4') @ A('u1').T

da.tensordot(A('u4'), A('u1'), axes=([0],[0]))

da.outer(A('u4'), A('u1'))

da.einsum('ij,kj->ik', A('u4'), A('i4'))

A('u4') @ A('i4').T

da.tensordot(A('u4'), A('i4'), axes=([0],[0]))

da.outer(A('u4'), A('i4'))

da.einsum('ij,kj->ik', A('u4'), A('f4'))

A('u4') @ A('f4').T

da.tensordot(A('u4'), A('f4'), axes=([0],[0]))

da.outer(A('u4'), A('f4'))

da.einsum('ij,kj->ik', A('i8'), A('?'))

A('i8') @ A('?').T

da.tensordot(A('i8'), A('?'), axes=([0],[0]))

da.outer(A('i8'), A('?'))

da.einsum('ij,kj->ik', A('i8'), A('u1'))

A('i8') @ A('u1').T

da.tensordot(A('i8'), A('u1'), axes=([0],[0]))

da.outer(A('i8'), A('u1'))

da.einsum('ij,kj->ik', A('i8'), A('i4'))

A('i8') @ A('i4').T

da.tensordot(A('i8'), A('i4'), axes=([0],[0]))

da.outer(A('i8'), A('i4'))

da.einsum('ij,kj->ik', A('i8'), A('f4'))

A('i8') @ A('f4').T

da.tensordot(A('i8'), A('f4'), axes=([0],[0]))

da.outer(A('i8'), A('f4'))

da.einsum('ij,kj->ik', A('u8'), A('?'))

A('u8') @ A('?').T

da.tensordot(A('u8'), A('?'), axes=([0],[0]))

da.outer(A('u8'), A('?'))

da.einsum('ij,kj->ik', A('u8'), A('u1'))

A('u8') @ A('u1').T

da.tensordot(A('u8'), A('u1'), axes=([0],[0]))

da.outer(A('u8'), A('u1'))

da.einsum('ij,kj->ik', A('u8'), A('i4'))

A('u8') @ A('i4').T

da.tensordot(A('u8'), A('i4'), axes=([0],[0]))

da.outer(A('u8'), A('i4'))

da.einsum('ij,kj->ik', A('u8'), A('f4'))

A('u8') @ A('f4').T

da.tensordot(A('u8'), A('f4'), axes=([0],[0]))

da.outer(A('u8'), A('f4'))

y = A('f4',2)
y @ y.T

y = A('f4',2)
da.dot(y, y.T)

y = A('f4',2)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('f4',2)
da.tensordot(y, y, axes=([1],[1]))

y = A('f4',2)
da.einsum('ij,kj->ik', y, y)

y = A('f4',2)
da.einsum('ij->i', y)

y = A('f4',2)
da.vdot(y, y)

y = A('f4',2)
da.outer(y, y)

y = A('f4',2,(8,))
da.dot(y,y)

y = A('f4',2,(2,2,4))
y @ y[0].T

y = A('f4',2,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

y = A('f4',4)
y @ y.T

y = A('f4',4)
da.dot(y, y.T)

y = A('f4',4)
da.tensordot(y, y, axes=([0,1],[0,1]))

y = A('f4',4)
da.tensordot(y, y, axes=([1],[1]))

y = A('f4',4)
da.einsum('ij,kj->ik', y, y)

y = A('f4',4)
da.einsum('ij->i', y)

y = A('f4',4)
da.vdot(y, y)

y = A('f4',4)
da.outer(y, y)

y = A('f4',4,(8,))
da.dot(y,y)

y = A('f4',4,(2,2,4))
y @ y[0].T

y = A('f4',4,(2,2,4))
da.matmul(y, y.transpose(0,2,1))

da.einsum('ij,kj->ik', A('f4'), A('?'))

A('f4') @ A('?').T

da.tensordot(A('f4'), A('?'), axes=([0],[0]))

da.outer(A('f4'), A('?'))

da.einsum('ij,kj->ik', A('f4'), A('u1'))

A('f4') @ A('u1').T

da.tensordot(A('f4'), A('u1'), axes=([0],[0]))

da.outer(A('f4'), A('u1'))

da.einsum('ij,kj->ik', A('f4'), A('i4'))

A('f4') @ A('i4').T

da.tensordot(A('f4'), A('i4'), axes=([0],[0]))

da.outer(A('f4'), A('i4'))

da.einsum('ij,kj->ik', A('f4'), A('f4'))

A('f4') @ A('f4').T

da.tensordot(A('f4'), A('f4'), axes=([0],[0]))

da.outer(A('f4'), A('f4'))

da.einsum('ij,kj->ik', A('f8'), A('?'))

A('f8') @ A('?').T

da.tensordot(A('f8'), A('?'), axes=([0],[0]))

da.outer(A('f8'), A('?'))

da.einsum('ij,kj->ik', A('f8'), A('u1'))

A('f8') @ A('u1').T

da.tensordot(A('f8'), A('u1'), axes=([0],[0]))

da.outer(A('f8'), A('u1'))

da.einsum('ij,kj->ik', A('f8'), A('i4'))

A('f8') @ A('i4').T

da.tensordot(A('f8'), A('i4'), axes=([0],[0]))

da.outer(A('f8'), A('i4'))

da.einsum('ij,kj->ik', A('f8'), A('f4'))

A('f8') @ A('f4').T

da.tensordot(A('f8'), A('f4'), axes=([0],[0]))

da.outer(A('f8'), A('f4'))

da.einsum('ij,jk', A('u1'), A('u1').T, dtype='f4')

da.einsum('ij,jk', A('u1'), A('u1').T, split_every=2)

da.einsum('ii', A('u1',2,(4,4)))

da.einsum('ii->i', A('u1',2,(4,4)))

da.einsum('...j,...j->...', A('u1',2,(4,4)), A('u1',2,(4,4)))

da.einsum('i...->...', A('u1',2,(4,4)))

da.einsum(A('u1'), [0,1], A('u1'), [2,1], [0,2])

da.einsum('ij,jk', A('u1'), A('u1').T, casting='unsafe')

da.einsum('ij,jk', A('u1'), A('u1').T, order='C')

da.einsum('ij,jk', A('u1'), A('u1').T, optimize=True)

# says: einsum() got an unexpected keyword argument 'foo'
da.einsum('ij,jk', A('u1'), A('u1').T, foo=1)

da.einsum('ij->ji', A('u1'))

da.einsum(',i->i', A('u1',2,()), A('u1',2,(4,)))

da.einsum('i,i->', A('u1',2,(4,)), A('u1',2,(4,)))

da.tensordot(A('u1'), A('u1').T, axes=1)

da.tensordot(A('u1'), A('u1'), axes=2)

# says: Chunks do not add up to s
da.tensordot(A('u1'), A('u1'), axes=1)

# says: Chunks do not add up to s
da.tensordot(A('u1'), A('u1'), axes=([0,1],[1,0]))

da.tensordot(A('u1'), np.ones((2,4),'u1'), axes=([0,1],[0,1]))

np.tensordot(A('u1'), np.ones((2,4),'u1'), axes=([0,1],[0,1]))

np.dot(A('u1'), np.ones((4,2),'u1'))

np.ones((3,2),'u1') @ A('u1')

A('u1') @ np.ones((4,),'u1')

da.matmul(A('u1',2,(2,3,4)), A('u1',2,(1,4,3)))

da.matmul(A('u1',2,(2,3,4)), A('u1',2,(4,)))

da.matmul(A('u1',2,(4,)), A('u1',2,(2,4,3)))

# says: Chunks do not add up to same value
da.matmul(A('u1',2,(4,)), A('u1',2,(3,)))

# says: `matmul` does not support scalars.
da.matmul(A('u1',2,(4,)), 3)

da.dot(A('u1',2,(2,3,4)), A('u1',2,(2,4,3)))

da.vdot(A('u1',2,(4,)), A('u1',2,(2,2)))

A('u1').dot(A('u1').T)

da.trace(A('u1',2,(4,4)))

da.trace(A('u1',2,(4,4)), dtype='u1')

da.sum(A('u1',2,(4,4)), axis=(0,1), split_every=2)

da.sum(A('u1',1,(4,4)), split_every={0:2,1:4})

da.mean(A('u1',1,(4,4)), split_every=2, keepdims=True)

da.cumsum(A('u1',1,(4,4)), axis=0, method='blelloch')

da.cumsum(A('u1',1,(4,4)))

da.cumsum(A('u1',1,(4,4)), axis=1, dtype='u1')

# value only: steps are joined in another order
da.moment(A('u1',1,(4,4)), 3)

# value only: steps are joined in another order
da.moment(A('u1',1,(4,4)), 2, ddof=1, dtype='f4')
