"""Background work: what RQ runs, the tick, and the processes they live in."""
