"""Does not compile: a parenthesis is never closed. Expected: syntax_error."""

def inner_steps(model, data_iterator, optimizer, num_steps, device:
    return None
