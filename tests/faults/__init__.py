"""The fault suite: what the sync promises, tried against everything that may go wrong.

`make faults` takes minutes and is part of `make test`; `make faults-long` takes a night. `make faults-bugs` tries the suite itself.
Each line of the table is one kind of fault: a function in `rows/` that plays seeds and says of each what came of it. A seed decides
everything, so that
`python -m tests.faults --only schedules --seed 12345` plays a failure again, exactly; `--trace` tells its story.

    __main__      reads the options, plays the rows, prints the table
    seeds         shares the seeds of a row among processes
    outcome       what came of one seed, and of many
    player        a Node process: phones that run the shipped TypeScript (static/faults), bundled when the suite starts
    frames        the pipe to it: it asks, we answer, in lock-step
    ground        the real server inside our process, at simulated times: for the schedules
    served        the real server as `make run` serves it: for cuts and storms; `bystander` looks into its tables
    killed        the real server in a forked process that dies as planned: for kills, on `databases` that are new every round
    chromium      a real browser with one page of the shipped modules: for kills and full disks
    checker       holds the tables against what phones were promised: the invariants of app/sync/README.md
    county        a small county, made once and copied for every round
    bugs/         the tests are tested: patches that each break one promise, and must each be caught

Nothing here is a model: the server is create_app() on its real tables, the phone is what vite bundles from static/src/phone.
Simulated are time, chance, the network and a browser's store (fake-indexeddb), and these only in the rows that say so; a seed
of a row with real kills is played again as drawn, though no two runs of a real process are alike to the microsecond.
"""
