"""Clusters."""

from distributed.deploy.cluster import Cluster
from distributed.deploy.local import LocalCluster

__all__ = ["Cluster", "LocalCluster"]
