# Arrays of dates, durations, text and objects.
dates = np.array(["2000-01-01", "2000-02-29", "2001-12-31"], dtype="datetime64[D]")
days = np.arange("2000-01-01", "2000-01-10", dtype="datetime64[D]")
words = np.array(["pear", "fig", "apple", "fig"])
# --- cases

np.datetime64("2000-01-31")

np.datetime64("2000-01-31T12:30:15.5")

np.datetime64("2000-01", "D"), np.datetime64("2000", "M"), np.datetime64(10957, "D")

str(np.datetime64("NaT")), str(np.datetime64("1969-12-31T23:59")), str(np.datetime64("0001-01-01"))

repr(np.datetime64("2000-01-31")), repr(np.datetime64("2000-01-31T01:02:03")), repr(np.timedelta64(3, "D"))

np.timedelta64(90, "m").astype("timedelta64[h]"), np.timedelta64(3, "D") * 2, 2 * np.timedelta64(3, "D")

np.timedelta64(1, "D") / np.timedelta64(1, "h"), np.timedelta64(7, "D") // np.timedelta64(2, "D"), -np.timedelta64(1, "s")

np.datetime64("2000-03-01") - np.timedelta64(1, "D"), np.datetime64("2000-03-01") - np.datetime64("1999-03-01")

np.datetime64("2000-03-01") < np.datetime64("2000-03-01T01"), np.datetime64("NaT") == np.datetime64("NaT")

# says: 2000-13-01
np.datetime64("2000-13-01")

# says: datetime
np.datetime64("no date")

repr(dates), str(dates), dates.dtype, dates.dtype.kind, dates.itemsize, dates.nbytes

dates

dates.astype("datetime64[M]")

dates.astype("datetime64[Y]")

dates.astype("datetime64[us]")

dates.astype("int64"), dates.astype("datetime64[s]").astype("int64")

dates - dates[0]

dates + np.timedelta64(36, "h")

dates + 1

dates[1:] - dates[:-1]

(dates - dates[0]) / np.timedelta64(1, "W")

dates > np.datetime64("2000-02-01")

dates == np.array(["2000-01-01", "NaT", "2001-12-31"], dtype="datetime64[D]")

dates[dates > np.datetime64("2000-02-01")]

dates.min(), dates.max(), dates.argmax()

np.isnat(np.array(["2000-01-01", "NaT"], dtype="datetime64[D]"))

np.where(dates > np.datetime64("2000-02-01"), dates, np.datetime64("NaT"))

repr(np.where(dates > np.datetime64("2000-02-01"), dates, np.datetime64("NaT")))

np.sort(dates[::-1]), np.argsort(dates[::-1]), np.unique(np.concatenate([dates, dates]))

np.searchsorted(days, np.datetime64("2000-01-03")), np.searchsorted(days, days[2:4], side="right")

np.isin(days, dates)

days.reshape(3, 3)

repr(days.reshape(3, 3))

np.diff(days)

np.arange(np.datetime64("2000-01-01"), np.datetime64("2000-01-03"), np.timedelta64(12, "h"))

np.arange(3) * np.timedelta64(1, "D") + np.datetime64("2000-01-01")

np.datetime_data(days.dtype), np.dtype("M8[ns]"), np.dtype("timedelta64[s]").kind

np.zeros(2, dtype="datetime64[D]"), np.full(2, np.datetime64("2000-01-01"))

(days[1:] - days[:-1]).mean(), (days[1:] - days[:-1]).sum()

np.array(["2000-01-01T00:00:00.5"], dtype="datetime64[ms]")

repr(np.array([1, 20], dtype="timedelta64[h]")), np.array([1, 20], dtype="timedelta64[h]").astype("timedelta64[m]")

np.datetime_as_string(days[:2]).tolist()

np.datetime64("2000-01-31").item(), np.datetime64("2000-01-31T10").tolist()

words

repr(words), str(words), words.dtype, words.dtype.kind, words.itemsize

words == "fig", words != "fig", words > "b"

words[1:3], words[::-1], words[[0, 0]], words[words == "fig"]

words[0], words[0] + "s", len(words[0]), words.tolist()

np.sort(words), np.argsort(words, kind="stable"), np.unique(words)

np.unique(words, return_index=True, return_inverse=True, return_counts=True)

np.concatenate([words, np.array(["cherries"])])

np.isin(words, ["fig", "kiwi"])

np.where(words == "fig", "yes", "no")

words.reshape(2, 2), words.reshape(2, 2).T

np.array([["a", "b"], ["c", "d"]])

np.array(["1", "2.5"]).astype(float), np.array([1, 2]).astype(str)

np.full(2, "ab"), np.array("abc"), repr(np.array("abc"))

np.array([1, "a"])

np.array([1, None, "x"], dtype=object)

repr(np.array([1, None, "x"], dtype=object))

np.array([[1, 2], [3, 4]], dtype=object).shape

isinstance(days, np.ndarray), isinstance(words, np.ndarray)

np.broadcast_to(words[:2], (2, 2)), np.stack([words, words]), np.tile(words[:2], 2), np.repeat(words[:1], 2)

np.array_equal(words, words.copy()), np.array_equal(days, days[::-1])

# says: index
words[9]

# says: not
np.array(["x"]).astype(float)

np.vectorize(lambda x, y: x + 2 * y)([1, 2], 3)

np.vectorize(lambda row: row.sum(), signature="(n)->()")(np.arange(6).reshape(2, 3))

list(np.ndindex(2, 2)), list(np.ndenumerate(np.array([5, 6])))

np.lib.stride_tricks.sliding_window_view(np.arange(5), 3)

np.lib.stride_tricks.sliding_window_view(np.arange(12).reshape(3, 4), (2, 2))

np.lib.stride_tricks.sliding_window_view(np.arange(12).reshape(3, 4), 3, axis=1)

# Zones belong to times of day; dates are counted in whole numbers.
np.datetime_as_string(np.array(['NaT', '2000-01-01'], 'M8[D]'), timezone='UTC')

np.datetime_as_string(np.array(['NaT', '2000-01-01T00'], 'M8[h]'), timezone='UTC')

# says: input must have type NumPy datetime
np.datetime_as_string(np.array([1], 'm8[s]'))

# says: Could not convert object to NumPy timedelta
np.timedelta64(1.5, 'D')

# says: Could not convert object to NumPy datetime
np.datetime64(1.5, 'D')

np.timedelta64(np.int32(2), 'D')

# Bounds and ranges of dates, choices among texts and dates.
np.clip(np.array(['2000-01-01','2000-03-01','NaT'],'M8[D]'),np.datetime64('2000-02-01'),np.datetime64('2000-02-15'))

np.clip(np.array([1,5],'m8[D]'),np.timedelta64(2,'D'),None)

np.clip(np.array([1,5],'m8[D]'),None,np.timedelta64(2,'h'))

np.clip(np.array(['2000-01-01'],'M8[D]'),min=np.datetime64('2001-02-01'))

np.ptp(np.array(['2000-01-01','2000-03-01'],'M8[D]'))

np.ptp(np.array([[1,5],[2,9]],'m8[D]'),axis=1)

np.ptp(np.array([[1,5],[2,9]],'m8[D]'),axis=0,keepdims=True)

np.select([[True,False],[True,True]],[np.array(['a','b']),np.array(['c','d'])],'none')

np.select([[True,False]],[np.array(['a','b'],dtype=object)],None)

np.select([np.array([True,False])],[np.array(['2000-01-01','2001-01-01'],'M8[D]')],np.datetime64('NaT'))

# says: invalid entry 0 in condlist: should be boolean ndarray
np.select([[1,0]],[['a','b']],'x')

np.select([np.array([True,False]),np.array([False,False])],['hot','cold'],default='mild')

np.select([np.array([True,False])],[np.array([1,2],'m8[D]')],default=np.timedelta64(5,'h'))

np.apply_along_axis(lambda r: r[0],0,np.array([['a','b'],['c','d']]))

np.apply_along_axis(lambda r: ''.join(r),1,np.array([['a','b'],['c','d']]))

np.apply_along_axis(lambda r: r.max(),0,np.array([[1,2],[3,4]],'M8[D]'))
