PRE='# Arguments that change the result, each with and without effect.\nnan = np.nan\n'
CODES=["np.einsum('ij,ij',np.ones((1,3)),np.ones((2,3)))", "np.einsum('ij,jk',np.ones((2,1)),np.ones((3,2)))", "np.einsum('ij,jk',np.ones((2,3)),np.ones((2,2)))", "np.einsum('ij,jk',np.ones((2,0)),np.ones((0,2)))", "np.einsum('ij,j->i',np.ones((2,0)),np.ones((0)))", "np.einsum('i,i->i',np.ones((0)),np.ones((1)))", "np.einsum('...,...',np.ones((2,1)),np.arange(3))", "np.einsum('ii->i',np.arange(6).reshape((2, 3)))", "np.einsum('iij->j',np.arange(12).reshape((2,2, 3)))"]
import warnings; warnings.simplefilter("ignore")
import dask.array as da, numpy as np, dask
for i,c in enumerate(CODES):
    ns={"da":da,"np":np,"dask":dask}
    try:
        exec(PRE,ns)
        lines=c.split("\n")
        if len(lines)>1: exec("\n".join(lines[:-1]),ns)
        v=eval(lines[-1],ns)
        for x in (v if isinstance(v,(list,tuple)) else [v]):
            if hasattr(x,"compute"): x.compute()
    except Exception as e: print("@@",i,repr(str(e)))
