a = np.arange(12).reshape(3, 4)
f = np.array([0.5, -1.25, 3.0, 2.0])

# --- cases

np.array([1, 2, 3])

np.array([[1, 2.5], [3, 4]])

np.array([1, 2], dtype="float32")

np.array([True, False])

np.array(5)

np.asarray(a)

np.zeros((2, 3))

np.ones(3, dtype=int)

np.full((2, 2), 7)

np.empty((2, 3)).shape

np.arange(5)

np.arange(1, 10, 2)

np.arange(0, 1, 0.25)

np.linspace(0, 1, 5)

np.linspace(-90, 90, 500)[:3]

np.eye(3)

np.zeros_like(a)

np.ones_like(f)

a.shape, a.ndim, a.size, a.nbytes, a.itemsize

a.dtype

a.T

a.reshape(2, 6)

a.reshape(-1)

a.ravel()

a.flatten()

a.astype(float)

a.copy()

a.tolist()

a[1]

a[1, 2]

a[:, 1]

a[1:, ::2]

a[::-1]

a[..., -1]

a[None].shape

a[[0, 2]]

a[a > 5]

a[:, [0, 3]]

a[[0, 1], [2, 3]]

a[0] = 9
a

a[a > 5] = 0
a

a += 1
a

a + 1

a * a

a / 2

a // 2

a % 3

a ** 2

-a

a + f

a > 5

a == a

(a > 2) & (a < 7)

~(a > 2)

a @ a.T

np.dot(f, f)

np.matmul(a, a.T)

a.sum(), a.mean(), a.std(), a.var(), a.min(), a.max()

a.sum(axis=0)

a.mean(axis=1)

a.max(axis=0, keepdims=True)

a.argmax(), a.argmin(axis=1)

a.cumsum()

a.cumsum(axis=1)

a.prod(axis=1)

(a > 3).any(), (a > 3).all()

np.sum(a), np.mean(a), np.max(a)

np.sum([1, 2, 3])

np.sqrt(f ** 2)

np.abs(f)

np.where(a > 5, a, -1)

np.nonzero(a > 9)

np.concatenate([f, f])

np.stack([f, f])

np.vstack([f, f])

np.hstack([f, f])

np.sort(f)

np.argsort(f)

np.unique(np.array([3, 1, 3, 2]))

np.clip(f, 0, 2)

np.round(f, 1)

np.floor(f)

np.maximum(f, 1)

np.isnan(np.array([1, np.nan]))

np.nanmean(np.array([1, np.nan, 3]))

np.nansum(np.array([1, np.nan, 3]))

np.diff(f)

np.outer(f, f)

np.transpose(a)

np.expand_dims(f, 0).shape

np.squeeze(np.ones((1, 3, 1))).shape

np.broadcast_to(f, (2, 4))

np.allclose(f, f + 1e-12)

np.array_equal(a, a)

np.median(f)

np.percentile(np.arange(11), 25)

np.float32(1.5) + 1

np.float32(1.5) + np.float64(1)

np.int8(100) + np.int8(100)

np.uint8(3) - np.uint8(1)

np.int64(3) / 2

np.int32(7) // 2

np.array([1], dtype="int8") + np.array([1], dtype="uint8")

np.array([1], dtype="uint64") + np.array([1], dtype="int64")

np.array([1], dtype="int32") + 1.0

np.array([1], dtype="float32") * 2

np.array([200], dtype="uint8") + np.array([100], dtype="uint8")

np.array([1], dtype="int64") + np.array([1], dtype="float32")

np.array([True]) + np.array([True])

np.result_type(np.int8, np.uint8)

np.result_type("float32", "int64")

np.dtype("float64").itemsize

np.dtype("int32").name

np.pi, np.e

np.inf > 1

np.nan == np.nan

float(np.float64(2.5)), int(np.int64(3))

np.issubdtype(a.dtype, np.integer)

isinstance(f[0], float)

isinstance(a[0, 0], np.integer)

len(a)

[int(row.sum()) for row in a]

5 in a

np.ones((2, 3)) + np.ones(3)

np.ones((2, 1)) * np.arange(3)

np.arange(4).reshape(2, 2).trace()

np.full(3, np.nan)

np.meshgrid(np.arange(2), np.arange(3))

np.tile(f, 2)

np.repeat(f, 2)

np.flip(f)

np.roll(f, 1)

np.count_nonzero(a)

np.average(f)

np.cumsum(f)

np.any(a > 3)

np.divide(f, 2)

np.power(2, np.arange(5))

# says: operands could not be broadcast together
np.ones(3) + np.ones(4)

# says: cannot reshape array of size 12 into shape (5,)
a.reshape(5)

# says: index 7 is out of bounds for axis 0 with size 3
a[7]

# says: too many indices for array
a[0, 0, 0]

# says: axis 3 is out of bounds for array of dimension 2
a.sum(axis=3)

# says: The truth value of an array with more than one element is ambiguous
bool(a)

# says: has no attribute 'nope'
np.nope

# says: has no attribute 'nope'
a.nope

# says: inhomogeneous
np.array([[1, 2], [3]])

# says: zero-size array to reduction operation
np.array([]).max()

# says: mismatch
a @ a

# says: dimensions
np.concatenate([a, f])

# says: negative dimensions
np.zeros(-1)

# says: data type 'nope' not understood
np.zeros(3, dtype="nope")

# says: out of bounds
np.array([300], dtype="uint8")

# says: could not convert string to float
np.array(["a"]).astype(float)

# says: unsupported operand type
a + None

# says: unsupported operand type
int(np.array([1, 2]) + None)

# Axes are counted from the first by the function that NumPy has for it.
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple
normalize_axis_index(-1, 3), normalize_axis_tuple((-1, 0), 2), normalize_axis_tuple(1, 2), normalize_axis_tuple((0, -2), 2, allow_duplicate=True)

# says: axes: axis 5 is out of bounds for array of dimension 2
np.lib.array_utils.normalize_axis_tuple((0, 5), 2, "axes")

# says: repeated axis in `axes` argument
np.lib.array_utils.normalize_axis_tuple((0, -2), 2, "axes")

# Where an axis is empty, the others may be long; here as long as memory would do for the rest.
np.zeros((2**10, 2**10, 0)).shape

np.zeros(0).reshape(2**8, 2**8, 0, 2**8).shape

# says: array is too big
np.zeros(0).reshape(2**31, 2**31, 0, 2**31)

np.stack([np.zeros((2**20, 0))] * 8).shape

(np.zeros((0, 2**11, 1), "b") + np.zeros((0, 1, 2**11), "b")).shape

# says: array is too big
np.zeros((0, 2**31, 1)) + np.zeros((0, 1, 2**31))

# says: array is too big
np.broadcast_to(np.zeros((0, 1, 1)), (0, 2**31, 2**32))

# says: array is too big
np.concatenate([np.zeros((0, 2**60))] * 8, axis=1)

# says: array is too big
np.zeros((0, 2**61), "b").astype(float)

np.zeros((0, 2**20)).sum(axis=1)

np.zeros((2**20, 0)).T.ravel()

np.zeros((2**20, 0))[np.zeros((2**20, 0), bool)]

# says: array is too big
np.zeros((2**40, 0)) @ np.zeros((0, 2**40))

# says: tuple index out of range
np.tensordot(np.ones((2, 2)), np.ones((2, 2)), axes=3)

# says: tuple index out of range
np.tensordot(np.ones(2), np.ones((2, 2)), axes=2)

np.tensordot(np.ones((2, 2)), np.ones((2, 2)), axes=-1)

# Stacks of matrices, and single precision.
np.linalg.inv(np.eye(2,dtype='f4')*3)

np.linalg.det(np.eye(2,dtype='f4')*3)

np.linalg.solve(np.array([[[2,1],[1,3]],[[4.,1],[1,3]]]),np.array([1,2]))

np.linalg.solve(np.array([[[2,1],[1,3]],[[4.,1],[1,3]]]),np.array([[1],[2]])).shape

np.linalg.solve(np.array([[2,1],[1,3]]),np.ones((2,2,3))).shape

np.linalg.inv(np.array([[[2,0],[0,4]],[[4.,0],[0,8]]]))

np.linalg.det(np.ones((0,0)))

np.linalg.inv(np.ones((0,0)))

# says: Singular matrix
np.linalg.inv(np.zeros((2,2)))

# says: Last 2 dimensions of the array must be square
np.linalg.inv(np.zeros((2,3)))

# says: 1-dimensional array given. Array must be at least two-dimensional
np.linalg.inv(np.zeros((2)))

np.linalg.matrix_power(np.array([[2,0],[0,4]]),-2)

np.linalg.matrix_power(np.array([[[2,0],[0,4]],[[1,1],[0,1]]]),3)

# says: : Input operand 1 has a mismatch in its core dimension 0
np.linalg.solve(np.eye(2),np.ones(3))

# says: solve: Input operand 1
np.linalg.solve(np.eye(2),5)

# Axes of single numbers, rolls along several axes, indices of triangles, joined slices, folded sequences, polynomials.
np.float64(5).sum(axis=0)

np.sum(5,axis=0)

np.sum(5,axis=-1)

# says: axis 1 is out of bounds for array of dimension 0
np.sum(5,axis=1)

np.array(5.).max(axis=0)

np.array(5.).cumsum(-1)

np.array(5.).cumsum(0)

np.array(5.).argmin(axis=0)

np.argsort(5)

# says: axis 1 is out of bounds for array of dimension
np.argsort(5,axis=1)

# says: axis -1 is out of bounds for array of dimension 0
np.sort(5)

# says: axis 0 is out of bounds for array of dimension 0
np.array(5.).mean(axis=0)

np.array(5.).any(axis=0)

# says: axis 0 is out of bounds for array of dimension 0
np.array(5).sum(axis=(0,))

np.array(5).sum(axis=0,keepdims=True)

np.cumprod(5,axis=0)

np.prod(np.float32(3),axis=0)

np.min(np.float32(3),axis=0,initial=1)

np.roll(np.arange(6).reshape(2,3),(1,2),axis=1)

np.roll(np.arange(6).reshape(2,3),(1,2),axis=(0,1))

np.roll(np.arange(6).reshape(2,3),(1,2))

np.roll(np.arange(6).reshape(2,3),1,axis=(0,1))

np.roll(np.arange(6).reshape(2,3),[1,2],axis=[1,1])

np.roll(np.arange(6).reshape(2,3),2,axis=-1)

np.roll(np.arange(6),np.int64(2))

# says: axis 3 is out of bounds for array of dimension 1
np.roll(np.arange(6),2,axis=3)

np.roll([],2)

np.roll(np.zeros((0,2)),1,axis=0)

np.roll(np.array(['a','b','c']),(1,1))

# says: not be broadcast to
np.roll(np.arange(4),(1,2),axis=(0,0,0))

np.cross([1,2],[3,4])

np.cross([1,2,3],[3,4])

np.cross([1,2],[3,4,5])

np.cross([[1,2],[0,1]],[3,4])

# says: dimension
np.cross([1,2,3],[3,4,5,6])

np.cross([1,2,3],[4,5,6])

np.tril_indices(3)

np.tril_indices(3,1,4)

np.triu_indices(3,-1)

np.triu_indices(3,m=2)

np.r_[1,2,3:5]

np.r_[0:1:3j]

np.r_[[1,2],[3.5]]

np.r_[np.ones((2,2)),np.zeros((1,2))]

np.r_[5]

np.r_[1:4]

np.c_[[1,2],[3,4]]

np.c_[1,2]

np.c_[1:3,[5,6]]

np.c_[np.ones((2,2)),[5,6]]

np.c_[np.array([1,2,3])]

np.convolve([1,2,3],[0,1,.5])

np.convolve([1,2,3,4],[1,1],'same')

np.convolve([1,2,3,4],[1,1,1],'same')

np.convolve([1,2,3,4],[1,1,1],'valid')

np.convolve([1,1],[1,2,3,4],'same')

np.convolve([1,1],[1,2,3,4],'valid')

# says: v cannot be empty
np.convolve([1,2],[],'valid')

# says: mode must be one of 'valid', 'same', or 'full' (got 'x')
np.convolve([1,2],[1],'x')

np.convolve(3,[1,2])

np.convolve([True,False],[True,True])

np.convolve(np.array([1,2],'i4'),np.array([1,2],'i4'))

# says: object too deep for desired array
np.convolve([[1]],[1])

np.correlate([1,2,3],[0,1,.5])

np.correlate([1,2,3],[0,1,.5],'same')

np.correlate([1,2,3],[0,1,.5],'full')

np.correlate([1,2],[1,2,3,4],'same')

np.correlate([1,2],[1,2,3,4],'full')

np.correlate([1,2],[1,2,3,4],'valid')

np.correlate([1,2,3],[1,2,3,4],'same')

np.round(np.polyfit([0,1,2],[1,3,5],1),10)

np.round(np.polyfit(np.arange(1980,2020),np.sin(np.arange(40)),2),7)

np.round(np.polyfit([0,1,2,3],[[1,2],[3,4],[5,7],[1,1]],1),10) + 0.0

np.round(np.polyfit([0,1,2,3],[1,2,3,5],1,w=[1,2,1,1]),10)

np.polyfit([0,1,2,3],[1,2,3,5],0)

# says: expected non-empty vector for x
np.polyfit([],[],1)

# says: expected 1D vector for x
np.polyfit([[1]],[1],1)

# says: expected x and y to have same length
np.polyfit([1,2],[1,2,3],1)

# says: expected deg >= 0
np.polyfit([1,2],[1,2],-1)

np.polyval([2,1],[0,1])

np.polyval([2,1],3)

np.polyval([1.5,0,1],np.array([[1,2],[3,4]]))

np.polyval([1,2],2.5)

# says: division by zero
np.arange(0,5,0)

np.arange(5,step=2)

np.add.reduce(5)

# says: assignment destination is read-only
np.broadcast_to([1, 2], (2, 2))[0] = 5

# says: assignment destination is read-only
np.diagonal(np.eye(3))[0] = 5

# says: assignment destination is read-only
np.diag(np.eye(3))[:2] = 5

# A view of what is to be read is to be read.
# says: assignment destination is read-only
np.broadcast_to([1, 2], (2, 2)).T[0] = 5

# says: assignment destination is read-only
np.broadcast_to(np.array(["2001"], "M8[D]"), (2,))[0] = np.datetime64("2002")

# says: output array is read-only
x = np.broadcast_to([1, 2], (2, 2))
x += 1
x

# says: output array is read-only
np.add(1, 2, out=np.broadcast_to([1, 2], (2, 2)))

x = np.broadcast_to([1, 2], (2, 2)).copy()
x[0] = 5
x

x = np.arange(3)
x.flags.writeable = False
x.flags.writeable, x[1:].flags.writeable, (x + 1).flags.writeable

x = np.arange(3)
x.setflags(write=False)
x.flags.writeable = True
x[0] = 7
x, x[1:].flags.owndata, x.flags["OWNDATA"]

# says: assignment destination is read-only
x = np.arange(3)
x.setflags(write=False)
np.copyto(x, 4)
x

# says: read-only
x = np.arange(3)
x.setflags(write=False)
x.sort()

# says: read-only
x = np.arange(3)
x.setflags(write=False)
x.fill(3)

# says: cannot set WRITEABLE flag to True of this array
x = np.arange(3)
x.setflags(write=False)
x[1:].flags.writeable = True
