"""Small files of the catalogue by their path or URL."""


def file_text(path, instead=""):
    """The text of a file; raises where there is none."""
    found = _DEV.get(str(path).removeprefix("./"))
    if found is None:
        raise FileNotFoundError(f"{path}: No such file or directory" + (f"; {instead}" if instead else ""))
    return found


_DEV = {
    "https://storage.googleapis.com/cmip6/pangeo-cmip6.json": '{"esmcat_version":"0.1.0","id":"pangeo-cmip6","description":"d","catalog_file":"pangeo-cmip6.csv","attributes":[],"assets":{"column_name":"zstore","format":"zarr"},"aggregation_control":{"variable_column_name":"variable_id","groupby_attrs":["activity_id","institution_id","source_id","experiment_id","table_id","grid_label"],"aggregations":[{"type":"union","attribute_name":"variable_id"},{"type":"join_new","attribute_name":"member_id"},{"type":"join_new","attribute_name":"dcpp_init_year"}]}}',
    "https://storage.googleapis.com/cmip6/pangeo-cmip6.csv": """activity_id,institution_id,source_id,experiment_id,member_id,table_id,variable_id,grid_label,zstore,dcpp_init_year,version
CMIP,NIMS-KMA,KACE-1-0-G,historical,r1i1p1f1,3hr,tas,gr,gs://cmip6/CMIP6/CMIP/NIMS-KMA/KACE-1-0-G/historical/r1i1p1f1/3hr/tas/gr/v20190913/,,20190913
CMIP,NIMS-KMA,KACE-1-0-G,historical,r2i1p1f1,3hr,tas,gr,gs://x,,20190913
CMIP,MOHC,UKESM1-0-LL,historical,r1i1p1f2,Amon,tas,gn,gs://y,,20190406
""",
}
