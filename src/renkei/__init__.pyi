from renkei.clusters import *

__version__: str
