"""From verdicts to points: policy, points set by hand, changes of marks."""
