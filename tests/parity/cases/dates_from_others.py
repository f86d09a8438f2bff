import datetime

import numpy as np
import pandas as pd
import xarray as xr


# --- cases
repr([pd.to_datetime(20200102,format="%Y%m%d"), pd.to_datetime([20200102,20210304],format="%Y%m%d"), pd.to_datetime(np.array([20200102]),format="%Y%m%d")])

repr([pd.to_datetime(["2020-01-01",None,"NaT"]), pd.to_datetime([None]), pd.to_datetime([np.nan,1.5],unit="D"), pd.to_datetime(["x"],errors="coerce"), pd.to_datetime("x",errors="coerce")])

repr([pd.to_datetime("13/02/2020"), pd.to_datetime("02/13/2020"), pd.to_datetime("02/03/2020",dayfirst=True), pd.to_datetime(["02/03/2020","04/05/2020"],dayfirst=True), pd.to_datetime("01-02-2000"), pd.to_datetime("Jan 5, 2020"), pd.to_datetime("5 Jan 2020"), pd.to_datetime("January 2020"), pd.to_datetime("January 5, 2020 10:30"), pd.to_datetime("10:30 PM 2020-01-05",format="%I:%M %p %Y-%m-%d")])

# says: 
repr([pd.to_datetime("foo")])

# says: 
repr([pd.to_datetime("2020-13-01")])

repr([pd.to_datetime(["2020-01-01 10:00:00.123456789"]), pd.to_datetime(["20200102","20200103"]), pd.to_datetime(["2020-01","2020-02"]), pd.to_datetime(["2020"])])

repr([pd.to_datetime([0,1.5],unit="D"), pd.to_datetime([1,2],unit="h"), pd.to_datetime([1e9],unit="s"), pd.to_datetime(1e9,unit="s"), pd.to_datetime([1,2]), pd.DatetimeIndex([0,1]), pd.to_datetime(np.array([1,2],"i4"),unit="D",origin="2000-01-01"), pd.to_datetime(1,unit="D",origin=pd.Timestamp("2000-01-01"))])

repr([pd.to_datetime(np.array(["2020"],"M8[D]")), pd.to_datetime([]), pd.to_datetime([datetime.datetime(2020,1,1)]), pd.to_datetime([datetime.date(2020,1,1)]), pd.to_datetime([np.datetime64("2020-01-01")]), pd.to_datetime(pd.date_range("2020",periods=2,freq="MS"))])

repr([pd.to_timedelta(5), pd.to_timedelta([1,2],unit="h"), pd.to_timedelta(np.arange(3),unit="D"), pd.to_timedelta(["1h","nat"]), pd.to_timedelta(1.5,unit="h"), pd.to_timedelta("1 days 06:00:00"), pd.to_timedelta("-1 days +06:00:00"), pd.to_timedelta(np.array([1,2],"m8[h]"))])

repr([pd.date_range(np.datetime64("2020-01-01"),np.datetime64("2020-01-04")), pd.date_range(datetime.datetime(2020,1,1),datetime.date(2020,1,4)), pd.date_range("2020-01-01 10:00","2020-01-04",normalize=True), pd.date_range("2000-01-01 00:00:00.123456789",periods=2), pd.date_range("2020",periods=2,freq="ns")])

# says: 
repr([pd.date_range("2020",periods=-3)])

# says: 
repr([pd.date_range("2020",periods=2,freq="ns",unit="s")])

# says: 
repr([pd.date_range("1700","2200",freq="ns")])

repr([pd.date_range("2020-01-01",periods=3,unit="s"), pd.date_range("2020-01-01",periods=3,unit="ns"), pd.date_range("2020-01-01",periods=3,unit="ms",freq="h")])

repr([pd.date_range("2020-01-01","2020-01-02",periods=4), pd.date_range("2020-01-01","2020-01-05",inclusive="left"), pd.date_range("2020-01-05","2020-01-01"), pd.date_range("2020-01-01",periods=0), pd.date_range(end="2020-01-15",periods=3,freq="ME")])

# says: 
repr([pd.date_range("2020-01-15",periods=3,freq=pd.Timedelta("6h")), pd.date_range("2020-01-15",periods=3,freq=datetime.timedelta(hours=2)), pd.date_range("2020-01-15",periods=3,freq=np.timedelta64(1,"D")), pd.date_range("2020-01-15",periods=3,freq=pd.Timedelta(days=1,hours=3)), pd.date_range("2020-01-15",periods=3,freq=pd.Timedelta("-1h"))])

# says: 
repr([pd.date_range("2020-01-01",periods=3,closed="left")])

repr([pd.bdate_range("2020-01-01",periods=5), pd.timedelta_range("1 day",periods=4), pd.timedelta_range("1 day","2 days",freq="6h"), pd.timedelta_range(0,periods=4,freq="D"), pd.timedelta_range("0h",periods=3,freq="90min"), pd.timedelta_range("1 day","5 days",periods=5)])

repr([[pd.infer_freq(pd.date_range("2000-01-30",periods=6,freq=f)) for f in ("D","2D","h","6h","90min","s","250ms","W","2W-WED","MS","ME","2MS","QS","QE","QS-FEB","QE-NOV","YS","YE","YS-JUL","2YE-MAR","B","BME","BMS","us","ns","3MS","7D","-1D","BQE","BYS")]])

# says: 
repr([pd.infer_freq(pd.date_range("2000",periods=2))])

repr([pd.infer_freq(pd.to_datetime(["2000-01-01","2000-01-03","2000-01-04"])), pd.infer_freq(pd.timedelta_range(0,periods=4,freq="6h")), xr.infer_freq(xr.DataArray(pd.date_range("2000-01-30",periods=5,freq="6h"),dims="t")), xr.infer_freq(pd.date_range("2000-01-30",periods=5,freq="ME"))])
