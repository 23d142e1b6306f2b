"""One search over a workspace: names, clause and goal numbers, the words of plans, and small questions made of two names."""
