# Arrays of objects: text mixed with NaN, None, booleans and numbers.
mixed = np.array(["a", np.nan, 1, None, True, 2.5], dtype=object)
words = np.array(["b", "a", "c", "a"], dtype=object)
counts = np.array([[3, 1, 2], [6, 5, 4]], dtype=object)
import pandas as pd
# --- cases

np.concatenate([np.array([np.nan], object), np.array(["a", "b"], object)])

np.concatenate([np.array(["a", "b"], object), np.array([1.5, np.nan]), np.array([True])])

np.concatenate([mixed, words, mixed[::-1]])

np.concatenate([np.array(["abc"]), np.array(["d"], object)])

np.concatenate([np.array(["abc"]), np.array([1, 2])])

np.concatenate([np.array(["a"]), np.array([1.5])]), np.concatenate([np.array(["a"]), np.array([True])])

np.stack([words, mixed[:4]]), np.vstack([words, mixed[:4]]), np.column_stack([words, mixed[:4]])

np.append(words, [None, 1]), np.insert(words, 1, np.nan), np.delete(mixed, [0, 2])

np.where([True, False, True], words[:3], np.nan)

np.where([True, False, True], np.array([1, 2, 3]), np.array(["x", "y", "z"], dtype=object))

np.where([True, False], np.array([1, 2]), np.array(["x", "y"]))

np.where([True, False], "a", None), np.where([True, False], 1, None)

# A Python number has no place among text.
# says: could not be promoted
np.where([True, False], np.array(["a", "b"]), np.nan)

# says: could not be promoted
np.where([True, False], np.datetime64("2000-01-01"), np.nan)

np.array(["a", np.nan, "b"], object) == "b"

mixed == None, mixed != None, mixed == 1, mixed == mixed

mixed == np.array(["a", "a", "a", None, 1, 2.5], dtype=object)

np.array([1, 2], object) == np.array([1, 3]), np.array(["a", "b"]) == np.array(["a", None], dtype=object)

np.array(["a", "b"]) == None, np.array(["a", "b"]) == 1

words < "b", counts <= 3, counts > np.array([1, 2, 3])

# says: '<' not supported between instances of 'str' and 'int'
np.array([1, "a"], object) < 2

np.sort(words), np.argsort(words, kind="stable"), np.sort(counts), np.sort(np.array([2.0, np.nan, 1.0], object))

# says: '<' not supported between instances of
np.sort(np.array(["b", "a", 1], object))

np.unique(words, return_index=True, return_inverse=True, return_counts=True)

np.unique(np.array([1, True, 1.0, 2], object)), np.unique(np.array([np.nan, 1, np.nan], object))

# says: '<' not supported between instances of
np.unique(mixed)

np.isin(mixed, ["a", None]), np.isin(mixed, [1]), np.isin(mixed, [np.nan]), np.isin(words, "a", invert=True)

np.isin(np.array(["a", "b"]), [1]), np.isin([1, 2], ["1"]), np.isin(np.array(["a", "b"]), np.array(["b"], dtype=object))

np.union1d(["a", "b"], ["b", "c"]), np.intersect1d(words, ["a", "z"]), np.setdiff1d(words, ["a"])

# An array and its views share elements, a copy does not.
x = mixed.copy()
part = x[1:3]
part[0] = "new"
other = np.array(x)
other[0] = None
x, part, other

x = mixed.copy()
x[mixed == "a"] = [3.5]
x[[1, 2]] = np.array(["u", "v"])
x[-1] = None
x

x = np.array(["a", "b", "c"], dtype=object)
x[1:] = np.array([1, 2])
x[0] = np.array([0.5])[0]
x

x = np.array(["ab", "c"])
x[0] = "xyz"
x[1] = 12
x

x = words.copy()
x.put([0, 2], [1, None])
np.putmask(x, x == "a", np.nan)
x

x = words.copy()
np.place(x, x == "a", [1, 2])
np.copyto(x, None, where=np.array([False, False, True, False]))
x

x = np.array(["a", np.nan], dtype=object)
x[0] = [1, 2]
x[1] = {"k": 1}
x.tolist()[0], type(x[1]).__name__, x.shape

x = np.array([[1, "a"], [None, 2.5]], dtype=object)
x[:, 0] = x[:, 1]
x, x.T, x.ravel(), x[1]

np.array([(1, 2), None], object).shape, np.array([[1, 2], [3]], dtype=object).shape, np.array([[1, 2], [3, 4]], dtype=object)

np.array({"a": 1}).shape, np.array([{1, 2}]).dtype, np.array([len, max]).shape, np.array(2**64), np.array([2**64, 1])

np.array(["a", 1]), np.array([True, "a"]), np.array([1.5, "a"]), np.array([1, "a", None]), np.array([np.nan, "a"]), np.array([True, None])

np.array([np.float32(1), "a"]), np.array([np.timedelta64(1, "D"), 3]), np.array(["a", np.datetime64("2000-01-01")]).dtype

mixed.astype(str), mixed.astype("U2"), mixed.astype(bool)

np.array(["1.5", np.nan, None], object).astype(float), np.array([1.7, "3"], object).astype(int)

# says: could not convert string to float
mixed.astype(float)

# says: Could not convert object to NumPy datetime
np.array(["2000-01-01", np.nan], object).astype("M8[D]")

np.array(["a", ""]).astype(bool), np.array(["1", "2"], dtype=object).astype("u1"), np.array(["7", "8"]).astype(int)

mixed.take([2, 0]), mixed.repeat(2), mixed[::-1], mixed[mixed != None], np.roll(mixed, 1), np.tile(words, 2)

counts + 1, counts * 2.5, counts / 2, counts // 2, counts % 2, counts**2, 2**counts, -counts, abs(-counts), ~counts, counts & 1

words + "!", "!" + words, words * 2, np.array([1, "a"], object) + np.array([1, "b"], object)

# says: unsupported operand type(s) for -
words - words

# says: bad operand type for unary -
-words

# says: has no callable sqrt method
np.sqrt(counts)

# says: ufunc 'isnan' not supported for the input types
np.isnan(mixed)

np.array(["a", "b"]) + "x", np.array(["a", "b"]) + np.array(["x", "yy"])

# says: ufunc 'add' did not contain a loop
np.array(["a", "b"]) + 1

counts.sum(), counts.sum(axis=0), counts.prod(axis=1), counts.mean(), counts.mean(axis=0), counts.cumsum(), counts.cumsum(axis=1)

counts.min(), counts.max(axis=1), counts.argmax(), counts.std(), counts.var(), words.sum(), words.min(), words.max()

np.array([1, np.nan, 3], object).max(), np.array([1, np.nan, 3], object).min(), np.array([], object).sum()

# says: not supported between instances of
mixed.max()

# says: did not contain a loop
np.array(["b", "a"]).max()

mixed.any(), mixed.all(), words.all(), np.array([0, "", None], object).any(), np.nonzero(mixed), np.count_nonzero(mixed)

np.logical_not(mixed), np.logical_and(mixed, words[0]), np.logical_or(np.array([0, "a"], object), 1)

np.maximum(counts, 3), np.minimum(np.array([1, "a"], object), np.array([2, "b"], object))

np.select([np.array([True, False])], [np.array(["a", "b"], object)], default=np.nan), np.argwhere(mixed)

np.choose([0, 1], [np.array(["a", "b"], object), np.array([1, 2], object)]), np.diff(counts)

np.array_equal(mixed, mixed), np.array_equal(words, words), np.array_equal(words, mixed)

np.full(2, None), np.full(2, np.nan, dtype=object), np.zeros(2, object), np.ones(2, object), np.empty(2, object), np.full_like(words, "xyz")

str(mixed), repr(mixed), repr(words[:2]), str(np.array(None)), repr(np.array("a")), repr(np.array([[1, 2], [3]], dtype=object))

np.result_type("U3", float), np.result_type(object, float), np.promote_types("M8[D]", "M8[s]"), np.can_cast(float, object), np.can_cast("U3", "U2")

x = np.array(["", "a"], "<U7")
x + np.array(["xx", "ccc"]), x + "q", "q" + x, ["b", ""] + x, np.add(x, "qq"), np.array([], "<U3") + np.array([], "<U2"), np.str_("z") + x, type(np.str_("a") + "b").__name__

np.lexsort((np.array(["b", "a", "c"]), [1, 1, 0])), np.lexsort(([1, 2, 1], [3, 3, 0])), np.lexsort([3, 1])

np.meshgrid(np.array(["a", "b"]), [1, 2]), np.meshgrid([1, 2], np.array(["2020", "2021"], "M8[Y]"), indexing="ij"), np.broadcast_arrays(np.array(["a", "b"]), "c")

pd.isnull([None, "a"]), pd.isnull(np.array([None, np.nan, 1, "a"], dtype=object)), pd.notnull([1, None])

# What Python's strings have as methods, of arrays.
x = np.array(["abc", "", "Zoë x"], "<U7")
np.strings.upper(x), np.char.title(x), np.char.strip([" a ", "b "]), np.char.lstrip(["xxa", "b"], "x"), np.strings.str_len(x), np.strings.str_len("ab")

x = np.array(["abc", "", "Zoë x"], "<U7")
np.char.add(x, "d"), np.char.multiply(["a", "b"], [3, 1]), np.strings.replace(["aXa", "b"], "a", "zz"), np.char.center(x, 6), np.char.ljust(["a", "bb"], [5, 3], "*"), np.char.zfill(["1", "-22"], 5)

x = np.array([["abab", "c"], ["1", "b-a"]])
np.char.find(x, "b", 2), np.char.count(x, ["b", "c"]), np.char.startswith(x, "a"), np.char.isdigit(x), np.strings.partition(x, "-"), np.char.partition(x, "-"), np.char.split(x, "b"), np.char.join("-", x), np.char.equal(x, "c"), np.char.mod(["%d", "x%d"], 3)

# says: string operation on non-string array
np.char.upper([1, 2])

# says: substring not found
np.char.index(["ab", "c"], "b")

np.diagflat([[1, 2], [3, 4]]), np.diagflat([1, 2], 1), np.vander([1, 2, 3]), np.vander(np.array([1.5, 2], "f4"), 2, increasing=True), np.vander([1, 2], 0)

# Functions of single texts and dates, and of lists of them.
np.add("a", "b"), np.add(["a", "b"], "c"), np.equal("a", "a"), np.equal(["a", "b"], ["a", "c"]), np.less("a", "b"), np.add(np.datetime64("2020-01-01"), 1), np.maximum(np.datetime64("2020-01-03"), np.datetime64("2020-01-01")), np.abs(np.timedelta64(-2, "D"))

# says:
np.sqrt(None)

# says:
np.maximum(["a", "b"], ["a", "c"])

np.array(np.float32(2.5), dtype=object), np.array([np.int8(2)], dtype=object), np.array(np.array([2.5]), dtype=object)

# Blanks at the end do not count for np.char; arrays of objects in lists.
np.array([np.array(['a',1],dtype=object),np.array(['b',2],dtype=object)])

np.char.equal(['a '],['a'])

np.char.not_equal(['a  ','b'],['a','b '])

np.char.greater(['a '],['a'])

np.char.less_equal(['a '],['a'])

# says: non-string array
np.char.equal([1],['a'])

np.strings.equal(['a '],['a'])

np.array([[np.array(['a',1],dtype=object)],[np.array(['b',2],dtype=object)]])

np.array([np.array(['a'],dtype=object),['b']])

np.array([np.array(['a']),np.array(['bcd'])])

np.stack([np.array(['a',1],dtype=object),np.array(['b',2],dtype=object)])

np.array([np.array(['2000-01-01'],'M8[D]'),np.array(['2000-01-01T05'],'M8[h]')])

# What is no number equals no element

class Plain:
    pass
a = np.array([1, 2])
[a == other for other in ({}, {1, 2}, frozenset(), int, b"x", bytearray(b"x"), len, Plain(), slice(1), ..., np, type, iter([1]))]

a = np.arange(6).reshape(2, 3)
[a != other for other in ({}, set(), int, b"x", Exception, {1: 2}.keys())]

{} == np.array([1, 2]), int != np.array([1, 2])

np.array(1) == {}, np.zeros((2, 0)) == {}, np.int64(1) == {}, np.array([True]) == set(), np.array([1.5]) == {}

class Alone:
    __array_ufunc__ = None
np.array([1, 2]) == Alone()

(da.ones(3, chunks=2) == {}).compute()

# says: not supported between instances of
np.array([1, 2]) < {}
