"""The pages for everybody: filing, following, published results, counts, guidance."""
