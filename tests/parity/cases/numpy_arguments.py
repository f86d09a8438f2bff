# Arguments that change the result, each with and without effect.
nan = np.nan
# --- cases

np.unique(np.array(['b','a','b']),return_index=True,return_inverse=True,return_counts=True), np.unique(np.array(['b','a','b'],object),return_index=True,return_inverse=True,return_counts=True)

np.unique(np.array(['2000-01-02','NaT','2000-01-01','NaT'],'M8[D]')), np.unique(np.array(['2000-01-02','NaT','2000-01-01','NaT'],'M8[D]'),equal_nan=False)

np.unique(np.array([nan,1,nan,2])), np.unique(np.array([nan,1,nan,2]),equal_nan=False), np.unique(np.array([nan,1,nan,2]),equal_nan=False,return_index=True,return_inverse=True,return_counts=True)

np.unique(np.array([[1,2],[1,2],[0,5]]),axis=0), np.unique(np.array([[1,2],[1,2],[0,5]]),axis=0,return_index=True,return_inverse=True,return_counts=True)

np.unique(np.array([[1,2,1],[1,2,1]]),axis=1), np.unique(np.array([[1,2],[1,2]]),return_inverse=True)

np.intersect1d([3,1,2],[2,3,5],return_indices=True)

np.setdiff1d([3,1,2,3],[1],assume_unique=True)

np.union1d(['a','b'],['b','c'])

np.intersect1d(np.array(['a','b']),np.array(['b','c']))

np.nan_to_num(np.array([nan,np.inf,-np.inf,1])), np.nan_to_num(np.array([nan,np.inf,-np.inf,1]),nan=7,posinf=8,neginf=9)

np.nan_to_num(nan)

np.ediff1d([1,4,9],to_begin=-1,to_end=[7,8])

# says: dtype of `to_end` must be compatible with input `ary` under
np.ediff1d(np.array([1,2],dtype='u1'),to_end=300)

np.pad([1,2,3],2,'reflect',reflect_type='odd'), np.pad([1,2,3],5,'reflect',reflect_type='odd'), np.pad([1,2,3],5,'symmetric',reflect_type='odd')

np.pad([1,2,3],(4,7),'reflect'), np.pad([1,2,3],(4,7),'symmetric'), np.pad([1,2,3],(4,7),'wrap'), np.pad([1,2,3],2,'linear_ramp',end_values=(5,-4))

np.pad([1.,2,3],3,'linear_ramp',end_values=(5,-4)), np.pad([1,2,3,7],2,'mean'), np.pad([1,2,3,7],2,'mean',stat_length=2)

np.pad([1,2,3,8],2,'median'), np.pad([1,2,3,7],2,'maximum',stat_length=(1,3)), np.pad([1,2,3,7],2,'minimum'), np.pad([1,2,3],(1,2),constant_values=(5,6))

np.pad([[1,2],[3,4]],((1,0),(0,2)),constant_values=((1,2),(3,4))), np.pad([[1,2],[3,4]],1,'edge'), np.pad([[1,2],[3,4]],{1:(1,2)})

# says: mode 'foo' is not supported
np.pad([1,2],1,'foo')

# says: unsupported keyword arguments for mode 'edge': {'constant_va
np.pad([1,2],1,'edge',constant_values=3)

# says: index can't contain negative values
np.pad([1,2],-1)

# says: can't extend empty axis 0 using modes other than 'constant'
np.pad([],1,'edge')

np.pad([],1), np.pad([5],3,'reflect')

np.histogram([1,2,2,3,9],bins=[1,2,3,4]), np.histogram([1,2,2,3,9],bins=3,range=(0,6),density=True), np.histogram([1,2,2,3,9],bins=3,weights=[1,.5,.5,2,1])

# says: histogram() got an unexpected keyword argument 'normed'
np.histogram([1,2,2,3,9],normed=True)

# says: `bins` must increase monotonically, when an array
np.histogram([1,2],bins=[3,1])

# says: weights should have the same shape as a.
np.histogram([1,2],bins=2,weights=[1])

np.histogram(np.array([1,2,5],dtype='u1'),bins=3), np.histogram([True,False,True],bins=2)

# says: order must be one of 'C', 'F', 'A', or 'K' (got 'X')
np.asarray([1,2],order='X')

# says: Unable to avoid copy while creating an array as requested.
np.array([1,2],copy=False)

np.asarray(np.arange(3),copy=False)

np.array([1,2],ndmin=3), np.array([[1,2],[3,4]]).reshape(4,order='F')

np.arange(6).reshape(2,3,order='F'), np.arange(6).reshape((3,-1),order='F'), np.arange(6).reshape(2,3).flatten('F')

np.arange(6).reshape(2,3).ravel('F')

np.sum([[1,2],[3,4]],where=[[True,False],[True,True]]), np.sum([[1,2],[3,4]],axis=0,initial=10)

np.mean([[1,2],[3,4]],where=[[True,False],[True,True]])

np.std([1,2,9],where=[True,True,False]), np.std([1,2,nan],where=[True,True,True])

np.var([1.,2,4],mean=2.0), np.var([1.,2,4],correction=1)

# says: ddof and correction can't be provided simultaneously.
np.var([1.,2,4],ddof=1,correction=1)

# says: reduction operation 'minimum' does not have an identity, so
np.min([3,1,2],where=[True,False,True])

np.min([3,1,2],where=[True,False,True],initial=9)

np.max([3,1,2],initial=7)

np.any([False,True],where=[True,False])

np.all([False,True],where=[False,True])

np.nansum([1,nan,3],where=[True,True,False]), np.nansum([1,nan,3],initial=5)

np.nanmean([1,nan,3,5],where=[True,True,True,False])

np.nanmax([1,nan,3],initial=9)

# says: reduction operation 'maximum' does not have an identity, so
np.nanmax([1,nan,3],where=[True,True,False])

np.nanmin([1,nan,3],where=[False,True,True],initial=10)

np.nanvar([1,nan,3,8],where=[True,True,True,False])

np.nanstd([1,nan,3],mean=2.0)

np.nansum(np.array([1,2],dtype='i4'),where=[True,False])

np.sort([3,1,2],kind='stable'), np.sort([3,1,2],stable=True)

# says: `kind` and keyword parameters can't be provided at the same
np.sort([3,1],kind='quicksort',stable=True)

# says: Cannot specify order when the array has no fields.
np.sort([3,1,2],order='x')

np.argsort([[3,1],[1,2]],axis=None)

np.clip([1,5,9],2,6), np.clip([1,5,9],None,6), np.clip([1,5,9],min=2)

# says: clip() missing 1 required positional argument: 'a_max'
np.clip([1,5,9],2)

# says: clip() missing 1 required positional argument: 'a_max'
np.clip([1,5,9],2,max=3)

np.clip([1,5,9]), np.clip(np.array([1,5]),2.5,None), np.clip(np.array([1,5],dtype='u1'),-5,None), np.clip([1,5,9],2,6,out=np.zeros(3,int))

np.searchsorted([1,2,3],2,sorter=[0,1,2])

np.take([1,2,3],[5],mode='wrap'), np.take([1,2,3],[5,-9],mode='clip')

# says: index 5 is out of bounds for axis 0 with size 3
np.take([1,2,3],[5])

np.take([1,2,3],[True,False]), np.take([1,2,3],[])

np.percentile([1,2,3,4],50,method='lower'), np.percentile([1,2,3,4],[25,50,60],method='higher'), np.percentile([1,2,3,4],[25,50,60],method='nearest')

np.percentile([1,2,3,4],[25,50,60],method='midpoint'), np.percentile([1,2,3,4],[25,50,60],method='inverted_cdf')

np.percentile([1,2,3,4],[25,50,60],method='averaged_inverted_cdf'), np.percentile([1,2,3,4],[25,50,60,0,100],method='closest_observation')

np.percentile([1,2,3,4],[25,50,60,0,100],method='interpolated_inverted_cdf'), np.percentile([1,2,3,4],[25,50,60,0,100],method='hazen')

np.percentile([1,2,3,4],[25,50,60,0,100],method='weibull'), np.percentile([1,2,3,4],[25,50,60,0,100],method='median_unbiased')

np.percentile([1,2,3,4],[25,50,60,0,100],method='normal_unbiased')

# says: Quantiles must be in the range [0, 1]
np.quantile([1,2,3,4],2)

# says: 'foo' is not a valid method. Use one of:
np.quantile([1,2,3,4],.5,method='foo')

np.quantile([[1,2],[3,nan]],.5,axis=1,method='lower'), np.quantile(np.array([1,2,3],dtype='i4'),.3,method='lower')

np.cumulative_sum([1,2,3],include_initial=True)

# says: For arrays which have more than one dimension ``axis`` argum
np.cumulative_sum([[1,2],[3,4]])

np.cumulative_prod([[1,2],[3,4]],axis=1,include_initial=True)

np.repeat([1,2],[2,3]), np.repeat([[1,2]],2,axis=0)

np.insert([1,2,3],[0,2],[9,8]), np.insert([1,2,3],1,[9,8]), np.insert([[1,2],[3,4]],1,[9,8],axis=1), np.insert([[1,2],[3,4]],[1],[[9],[8]],axis=1)

np.insert([[1,2],[3,4]],1,9,axis=0), np.insert([1,2,3],slice(0,2),7), np.insert([1,2,3],-1,7)

# says: index 5 is out of bounds for axis 0 with size 3
np.insert([1,2,3],5,7)

np.insert([1,2,3],[1,1,3],[7,8,9]), np.insert([1,2,3],1,2.5)

np.delete([1,2,3],1), np.delete([1,2,3],[0,-1]), np.delete([1,2,3],slice(0,2)), np.delete([1,2,3],[True,False,True])

# says: index 5 is out of bounds for axis 0 with size 3
np.delete([1,2,3],5)

np.delete([1,2,3],[]), np.delete([[1,2],[3,4]],0,axis=1)

np.gradient([1.,4,9,16],edge_order=2), np.gradient([1.,4,9,16],[0,1,3,4],edge_order=2), np.gradient([1.,4,9,16],2.,edge_order=2)

np.gradient([1.,4,9,16],[0,1,2,3]), np.gradient([[1.,4],[9,16]])

np.cov([1,2,4],[2,3,9],fweights=[1,2,1]), np.cov([1,2,4],[2,3,9],aweights=[.1,.2,.7])

np.interp([5,370],[0,90,350],[1,2,3],period=360)

np.cross([[1,2],[3,4],[5,6]],[[1,0],[2,1],[0,1]],axis=0)

np.unravel_index([5,3],(2,3),order='F'), np.unravel_index([5,3],(2,3))

np.ravel_multi_index(([1,0],[2,1]),(2,3),order='F'), np.ravel_multi_index(([1,0],[2,5]),(2,3),mode='clip')

# says: invalid entry in coordinates array
np.ravel_multi_index(([1,0],[2,5]),(2,3))

np.ravel_multi_index(([1,0],[2,5]),(2,3),mode='wrap')

np.concatenate([[1,2],[3.5]],dtype=int,casting='unsafe')

# says: Cannot cast array data from dtype('float64') to dtype('int64
np.concatenate([[1,2],[3.5]],dtype=int)

np.concatenate([[1],[2]],out=np.zeros(2))

# says: Cannot cast array data from dtype('float64') to dtype('int64
np.concatenate([[1.5],[2]],out=np.zeros(2,int))

np.choose([0,1,0],[[1,2,3],[4,5,6]]), np.choose([0,4],[[1,2],[4,5]],mode='wrap')

# says: invalid entry in choice array
np.choose([0,4],[[1,2],[4,5]])

np.linspace([0,1],[1,3],3), np.linspace([0,1],[1,3],3,axis=1), np.linspace(0,1,3,retstep=True), np.linspace(np.float32(0),1,5)

np.linspace(0,10,4,dtype=int), np.linspace(np.array(0),np.array(10),4,endpoint=False)

# says: Number of samples, -1, must be non-negative.
np.linspace(0,1,-1)

np.logspace(0,2,3,base=2)

np.arange(np.int8(5)), np.arange(np.float32(1),np.float32(2),np.float32(.25))

np.full_like(np.array([1,2]),2.7)

# says: order must be one of 'C', 'F', 'A', or 'K' (got 'Z')
np.zeros(2,order='Z')

# says: Device not understood. Only "cpu" is allowed, but received:
np.zeros(2,device='gpu')

np.trapezoid([[1,2],[3,4]],axis=0), np.trapezoid([1,2,3],x=[0,1,3])

np.average([1,2,3],weights=[1,0,1],returned=True)

np.partition([3,1,2],1)[1]

# says: kth(=5) out of bounds (3)
np.partition([3,1,2],5)

np.isin([1,2,3],[2],kind='table',invert=True)

# says: iterator too short: Expected 3 but iterator had only 2 items
np.fromiter(iter([1,2]),int,count=3)

np.take_along_axis(np.array([[3,1],[2,4]]),np.array([[1],[0]]),1)

# says: Cannot cast array data from dtype('float64') to dtype('int64
np.copyto(np.zeros(2,int),[1.5,2])

# says: casting must be one of 'no', 'equiv', 'safe', 'same_kind', '
np.add([1,2],[3,4],casting='foo')

np.add.accumulate([1,2,3],out=np.zeros(3,int))

np.add.reduce([[1,2],[3,4]],axis=None), np.add.reduce([[1,2],[3,4]],initial=10), np.maximum.reduce([3,1,2],where=[False,True,True],initial=0)

np.add([1,2],3,dtype=float), np.add([1,2],3,where=[True,False],out=np.zeros(2,int))

np.divide([1,2],0)

np.divmod([7,-7],2)

# says: axis 2 is out of bounds for array of dimension 2
np.linalg.norm(np.ones((2, 3)), axis=(0, 2))

# says: axis -3 is out of bounds for array of dimension 2
np.cumulative_sum(np.ones((2, 3)), axis=-3, include_initial=True)

# says: axis 1 is out of bounds for array of dimension 1
np.diff(np.array(["2020", "2021"], "M8[Y]"), axis=1)

# says: axis 1 is out of bounds for array of dimension 1
np.diff(np.array([1, 2]), prepend=0, axis=1)

# says: axis 2 is out of bounds for array of dimension 2
np.average(np.ones((2, 3)), axis=2, weights=[1, 2])

# says: repeated axis
np.gradient(np.ones((2, 3)), axis=(0, 0))

# says: axis -3 is out of bounds for array of dimension 2
np.rollaxis(np.ones((2, 3)), -3)

# says: Axes must be different
np.rot90(np.ones((2, 3)), axes=(1, -1))

# says: axis 2 is out of bounds for array of dimension 2
np.size(np.ones((2, 3)), 2)

# Bins that decrease, and choices beside a weak default.
np.digitize([.5,1,2,3],[3,1])

np.digitize([.5,1,2,3],[3,1],right=True)

# says: bins must be monotonically increasing or decreasing
np.digitize([1],[1,3,2])

np.digitize(1,[3,1])

np.select([[True,False],[False,False]],[np.array([5,6],'i4'),np.array([7,8],'u1')],default=-1)

# says: select with an empty condition list is not possible
np.select([],[])

# says: invalid entry 0 in condlist: should be boolean ndarray
np.select([[1,0]],[[1,2]])

np.diff([1,2],n=0,prepend=0)

np.digitize([.5,1,2,3],[3,2,2,1])

np.digitize([1,2],[2,2,2])

np.digitize([[1.,5],[np.nan,2]],[4,2])

np.select([[True,False]],[np.array([5,6],'u8')],default=False)

np.select([[True,False]],[np.array([5,6],'u4'),],default=-1)

np.select([[True,False],[True,True]],[np.array([5,6],'u8'),[True,True]])

np.select([np.array([True,False]),np.array([[True],[False]])],[1,np.arange(2.)])

np.select([np.arange(4)<2,np.arange(4)>2],[np.arange(4),np.arange(4)**2],42)

# says: list of cases must be same length as list of conditions
np.select([np.array([True])],[1,2])

np.diff([3,4],n=0)

np.diff(np.arange(3),n=0,append=9)

# says: order must be non-negative but got -1
np.diff([1,2],n=-1)

# What the weights sum up to.
np.average([],returned=True)

np.average([[1.,np.nan],[3,4]],axis=0,returned=True)

np.average([[1.,2],[3,4]],axis=0,returned=True)

np.average(np.arange(6).reshape(2,3),axis=1,returned=True,keepdims=True)

# says: division by zero
np.average(np.zeros((0,3)),axis=1,returned=True)

np.average(np.arange(4,dtype='f4'),returned=True)

np.average(np.arange(8).reshape(2,2,2),axis=(0,1),weights=[[.25,.75],[1,.5]])

np.average(np.arange(8).reshape(2,2,2),axis=(1,0),weights=[[.25,.75],[1,.5]],returned=True)

# says: Shape of weights must be consistent with shape of a along specified axis.
np.average(np.arange(8).reshape(2,4),axis=0,weights=[[.25,.75],[1,.5]])

np.average(np.arange(8).reshape(2,4),axis=-1,weights=[1,2,3,4])

# says: Axis must be specified when shapes of a and weights differ.
np.average(np.arange(3),weights=[1,2])

# dtype= and casting= of universal functions, and axes that are not there.
# says: Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.
np.nonzero(5)

# says: Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.
np.nonzero(np.array(5))

np.nonzero([0,1])

# says: Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.
np.where(np.array(True))

np.where([0,1])

np.where(np.array(['a','']))

# says: vsplit only works on arrays of 2 or more dimensions
np.vsplit([1,2],2)

np.vsplit(np.ones((2,2)),2)

# says: hsplit only works on arrays of 1 or more dimensions
np.hsplit(np.array(1),1)

np.hsplit(np.ones(4),2)

# says: dsplit only works on arrays of 3 or more dimensions
np.dsplit(np.ones((2,2)),1)

np.dsplit(np.ones((2,2,4)),[1])

# says: tuple index out of range
np.split(np.ones(3),2,axis=4)

np.array_split(np.arange(5),3,axis=-1)

# says: numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.
np.ediff1d([True,False])

np.ediff1d([1,4,2])

# says: destination: axis 1 is out of bounds for array of dimension 1
np.linspace(0,1,num=3,axis=1)

# says: No loop matching the specified signature and casting was found for ufunc sqrt
np.sqrt([1,4],dtype=int)

# says: No loop matching the specified signature and casting was found for ufunc exp
np.exp([1,2],dtype='i8')

# says: No loop matching the specified signature and casting was found for ufunc divide
np.divide([1,2],2,dtype=int)

# says: No loop matching the specified signature and casting was found for ufunc equal
np.equal([1,2],1,dtype=int)

np.equal([1,2],1,dtype=bool)

# says: Cannot cast ufunc 'add' input 1 from dtype('float64') to dtype('int64') with casting rule 'same_kind'
np.add([1,2],1.5,dtype=int)

np.add([1,2],1.5,dtype=float)

np.add([1,2],1.5,dtype='f4')

# says: Cannot cast ufunc 'add' input 0 from dtype('int64') to dtype('float64') with casting rule 'no'
np.add([1,2],1.5,casting='no')

# says: Cannot cast ufunc 'add' input 0 from dtype('int64') to dtype('float64') with casting rule 'equiv'
np.add([1,2],1.5,casting='equiv')

np.add([1,2],1.5,casting='safe')

np.add([1,2],1,casting='no')

# says: Cannot cast ufunc 'add' input 0 from dtype('int32') to dtype('int64') with casting rule 'no'
np.add(np.array([1,2],'i4'),np.array([1,2],'i8'),casting='no')

np.add(np.array([1,2],'i4'),1,casting='no')

# says: from dtype('int64') to dtype('float64') with casting rule 'no'
np.sqrt([1,4],casting='no')

np.sqrt([1.,4],casting='no')

# says: Cannot cast ufunc 'equal' input 0 from dtype('int64') to dtype('float64') with casting rule 'no'
np.equal([1,2],[1.,2],casting='no')

np.equal([1,2],[1,2],casting='no')

np.logical_and([1,2],[1,0],casting='no')

# says: No loop matching the specified signature and casting was found for ufunc isnan
np.isnan([1.],dtype=float)

np.isnan([1.],dtype=bool)

# says: No loop matching the specified signature and casting was found for ufunc logical_and
np.logical_and([1,2],1,dtype=float)

np.logical_and([1,2],1,dtype=bool)

np.floor([1,2],dtype=int)

# says: No loop matching the specified signature and casting was found for ufunc arctan2
np.arctan2([1,-2],1,dtype=int)

# says: No loop matching the specified signature and casting was found for ufunc rint
np.rint([1,2],dtype='i4')

np.signbit([1,2],dtype=bool)

# says: No loop matching the specified signature and casting was found for ufunc greater
np.greater([1,2],1,dtype='i8')

np.add([True],[False],dtype=int)

np.add([True],[False],dtype=bool)

np.bitwise_or([True],[False],dtype=bool)

# says: Cannot cast ufunc 'add' input 0 from dtype('int64') to dtype('int8') with casting rule 'no'
np.add([1],[2],dtype='i1',casting='no')

np.multiply(2,3,dtype=float)

# says: Cannot cast ufunc 'multiply' input 0 from dtype('float64') to dtype('int32') with casting rule 'same_kind'
np.multiply(2.5,3,dtype='i4')

np.add(1,True,dtype='u1')

np.maximum.reduce([1,2,3],dtype='f4')

np.add.reduce([1.5,2],dtype=int)

np.add.accumulate([1,2],dtype='f4')

# A function along an axis.
np.apply_along_axis(np.sum,0,np.arange(6).reshape(2,3))

np.apply_along_axis(np.sort,-1,[[3,1],[2,9]])

np.apply_along_axis(np.diag,-1,np.arange(4).reshape(2,2))

np.apply_along_axis(lambda r,k: r*k,0,np.arange(4).reshape(2,2),3)

np.apply_along_axis(np.outer,1,np.arange(6).reshape(2,3),[1,2])

np.apply_along_axis(np.mean,1,np.arange(24).reshape(2,3,4))

np.apply_along_axis(lambda r: 5,0,np.arange(3))

# says: axis 3 is out of bounds for array of dimension 1
np.apply_along_axis(np.sum,3,np.arange(3))

# says: Cannot apply_along_axis when any iteration dimensions are 0
np.apply_along_axis(np.sum,0,np.zeros((2,0)))

np.apply_along_axis(np.sum,0,np.zeros((0,2)))

np.apply_along_axis(lambda r: 'ab',0,np.arange(4).reshape(2,2))

np.apply_along_axis(lambda r: r.tolist(),0,np.arange(4).reshape(2,2))

np.apply_along_axis(lambda r: 1.5 if r[0]>0 else 1,0,np.arange(4).reshape(2,2))

# Einstein's summation.
np.einsum('ij,jk->ik',np.arange(4).reshape(2,2),np.arange(4).reshape(2,2))

np.einsum('ij,jk',np.arange(4).reshape(2,2),np.arange(4).reshape(2,2))

np.einsum('ii',np.arange(4).reshape(2,2))

np.einsum('ii->i',np.arange(4).reshape(2,2))

np.einsum('i,i',[1,2],[3,4.5])

np.einsum('i,j->ij',[1,2],[3,4.5])

np.einsum('ij->ji',np.arange(6).reshape(2,3))

np.einsum('ij->',np.arange(6,dtype='i4').reshape(2,3))

np.einsum('...i,...i->...',np.arange(6).reshape(2,3),np.arange(6).reshape(2,3))

np.einsum('ij,ij,jk->ik',np.ones((2,3)),np.arange(6).reshape(2,3),np.ones((3,2)))

np.einsum(np.ones((2,3)),[0,1],np.ones((3,2)),[1,2],[0,2])

# says: shape
np.einsum('ij,jk',np.ones((2,3)),np.ones((2,3)))

# says: operand
np.einsum('ij',np.ones(3))

# says: output
np.einsum('i->ii',np.ones(3))

# says: appear
np.einsum('i->j',np.ones(3))

# says: subscripts
np.einsum('i,i',np.ones(3))

# says: valid s
np.einsum('i1',np.ones(3))

np.einsum('i->',[True,True])

np.einsum('i->',[1,2],dtype=float)

# says: could not be cast from dtype('float64') to dtype('int64') according to the rule 'safe'
np.einsum('i->',[1.5,2],dtype=int)

np.einsum('i->',[1.5,2],dtype=int,casting='unsafe')

np.einsum('i->',[1,2],optimize=True)

np.einsum('i,->i',[1,2],3)

np.einsum('bij,bjk->bik',np.arange(8).reshape(2,2,2),np.arange(8).reshape(2,2,2))

# What has length 1 goes with all; diagonals are of equal axes.
np.einsum('ij,ij',np.ones((1,3)),np.ones((2,3)))

np.einsum('ij,jk',np.ones((2,1)),np.ones((3,2)))

# says: s
np.einsum('ij,jk',np.ones((2,3)),np.ones((2,2)))

np.einsum('ij,jk',np.ones((2,0)),np.ones((0,2)))

np.einsum('ij,j->i',np.ones((2,0)),np.ones((0)))

np.einsum('i,i->i',np.ones((0)),np.ones((1)))

np.einsum('...,...',np.ones((2,1)),np.arange(3))

# says: dimensions in single operand for collapsing index 'i' don't match (2 != 3)
np.einsum('ii->i',np.arange(6).reshape((2, 3)))

np.einsum('iij->j',np.arange(12).reshape((2,2, 3)))
