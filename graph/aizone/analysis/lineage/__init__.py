"""Plan to plan: traces the measures, targets and things of an earlier plan into a later one."""
