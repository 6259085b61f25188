"""The instructor's grader: jailed, in two processes, with nbval as the judge.

A class, from the command (`console`, which says it by `telling` and `watching`, to scripts
`as_json`) to the files:

1. `classroom` marks, marks again; `finished` reads marks or sets one by hand, and runs nothing.
2. `exercise` reads the instructor's notebook, in one of two formats: `course_format`, or
   `nbgrader_format` with `nbgrader_cells`. `trial` has its solution and an empty notebook marked
   first: full marks and none, or the class is not begun.
3. `submissions` finds who handed in what, by way of `intake` (folders, zips, platforms' layouts).
4. `dispatch` asks the `ledger` (`runs`, `database`) what is known, and has a `crew` do the rest:
   processes of this machine (`pool`, `process`) or a Dask `cluster`
   (`cluster_worker`).
   What is known depends on `judges`: a digest of each check with the code it runs (`codebase`).

One submission, in a worker (`marking`; at home `own`):

5. `read` takes the cells out of any bytes; `extract`, with `mend` and `source`, finds the answers.
6. `engine` has nbval run the instructor's check cells in a warm trusted kernel: `kernel`, and at
   its other end the `shell`, with commands `inside`. Where the order counts, `stepwise` goes cell
   by cell.
7. In that kernel a learner's names are stand-ins: `proxy`, or for foreign tests `relay` with
   `standin`. A call goes through the `session` (`clock`) over the `wire`, on which only plain
   `values` cross, to the student process.
8. That is `student`, forked by the `zygote` in a `jail` of bubblewrap (`view`, `seccomp`,
   `limits`, `usage`); `unjailed` it runs as `loose`. What runs inside imports NumPy and no convedu.
9. What comes back is a `marks.Verdict` for each check, in a `marks.Result`.

From the ledger to people; nothing is run here:

10. `gradebook` turns verdicts into points, by the class's `policy` and what was set by `hand`.
11. `publishing` writes `exports` (grades.csv), `report` (the class's page, each learner's feedback;
    `alike` and `ready_made` look for what a person should see) and `moves` (marks that have moved).
12. `lms` fills in a platform's own table.

Whatever a learner wrote goes through `escape_controls` before it is shown.

Only 8 runs a learner's code. The trusted kernel holds the cases and judges; the student process
sees arguments and gives values.
"""
