"""The pure rules of casework: values in, values out, standard library only."""
