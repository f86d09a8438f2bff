x = da.arange(24, chunks=5)
m = da.from_array(np.arange(24).reshape(4, 6), chunks=(2, 3))
c = da.from_array(np.arange(24).reshape(2, 3, 4), chunks=(1, 2, 3))

# --- cases

m.T

m.transpose()

c.transpose()

c.transpose(1, 2, 0)

c.transpose((2, 0, 1))

da.transpose(m)

da.swapaxes(c, 0, 2)

da.moveaxis(c, 0, -1)

da.rollaxis(c, 2)

x.reshape(4, 6)

x.reshape((6, 4))

x.reshape(2, -1)

m.reshape(24)

m.reshape(-1)

# says: merge or split existing dimensions
m.reshape(8, 3)

m.reshape(2, 2, 6)

m.reshape(24, merge_chunks=False)

m.ravel()

m.flatten()

da.ravel(c)

c.reshape(6, 4)

c.reshape(2, 12)

da.ones((4, 1, 3), chunks=2).squeeze()

da.ones((1, 4, 1), chunks=2).squeeze(axis=0)

da.expand_dims(x, 0)

da.expand_dims(m, axis=(0, 2))

da.concatenate([x, x])

da.concatenate([m, m], axis=0)

da.concatenate([m, m], axis=1)

da.concatenate([m, m[:, :2]], axis=-1)

da.concatenate([m, m.rechunk((2, 2))])

da.concatenate([x, x.astype("float32")])

da.stack([x, x])

da.stack([m, m + 1], axis=1)

da.stack([m, m], axis=-1)

da.stack([x, x.rechunk(4)])

da.vstack([x, x])

da.hstack([x, x])

da.dstack([m, m])

da.block([[m, m], [m, m]])

da.append(x, 5)

da.broadcast_to(x, (3, 24))

da.broadcast_to(m, (2, 4, 6))

da.broadcast_to(x, (4, 24), chunks=((2, 2), (5, 5, 5, 5, 4)))

da.broadcast_arrays(x[:6], m)

da.flip(x, 0)

da.flipud(m)

da.fliplr(m)

da.roll(x, 3)

da.roll(m, 1, axis=1)

da.rot90(m)

da.atleast_2d(x)

da.atleast_1d(da.from_array(np.array(5)))

m.swapaxes(0, 1)

da.triu(m)

da.tril(m, k=1)

da.diagonal(m)

da.coarsen(np.sum, x, {0: 4})

da.insert(x, 1, -1, axis=0).compute()

da.delete(x, 0, axis=0).compute()

m.repeat(2, axis=1)

da.tile(m, (1, 2))

da.overlap.overlap(x, depth=1, boundary="none").chunks

x.map_overlap(lambda b: b + np.roll(b, 1), depth=1, boundary="periodic").compute()

da.result_type(x, 1.5)

da.shape(m)

da.ndim(m)
