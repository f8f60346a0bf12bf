"""Filters of the lists. The names of the parameters are a contract: figures link to these lists with them."""
