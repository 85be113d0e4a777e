using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Store;
using Pawl.Runs.Workers;

namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>
/// Fills a data root with runs as a week of work leaves them: every state, retries, failures with stacks, metrics, logs, artifacts.
/// </summary>
internal sealed class Seed : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly RunStore _store;
    private readonly SeedTime _time;
    private readonly string _dataRoot;
    private readonly DateTimeOffset _present;

    /// <summary>This process, which is alive while the tests run.</summary>
    private readonly WorkerIdentity _worker = WorkerProcess.Identify();

    private Seed(string dataRoot)
    {
        _present = TimeProvider.System.GetUtcNow();
        _time = new SeedTime(_present - TimeSpan.FromDays(6));
        _dataRoot = dataRoot;
        _store = RunStore.Open(Path.Combine(dataRoot, "pawl.db"), _time);
    }

    public static SeededRuns Fill(Workbench bench)
    {
        using var seed = new Seed(bench.DataRoot);
        return seed.Fill();
    }

    public void Dispose() => _store.Dispose();

    private SeededRuns Fill()
    {
        var baby = Trained("shakespeare baby", 1, [], 1.45);
        var wide = Trained("shakespeare wide", 2, ["model.width=256"], 1.31);
        var export = FailedAfterRetries();
        Ended("tokenize corpus", AttemptState.Cancelled, null);
        Ended("sweep lr=3e-3", AttemptState.TimedOut, new AttemptFailure("timeout", false, "The run took longer than its limit of 2 h."));
        Ended("evaluate on the spare box", AttemptState.Interrupted, new AttemptFailure("crash", true, "Worker 'spare-17' died."), 1);
        for (var i = 1; i <= 14; i++)
        {
            _time.Pass(Hour * 7);
            Ended($"sweep lr={i}e-4", AttemptState.Succeeded, null);
        }

        _time.GoTo(_present - TimeSpan.FromMinutes(40));
        Ended("<img src=x onerror=alert(1)> & co", AttemptState.Succeeded, null);
        Ended(
            "a run whose name was written by somebody who likes to say all there is to say about it at once",
            AttemptState.Succeeded,
            null
        );
        Command("approve the rollout").Start().Progress(0.5, "step 3 of 6").End(Second * 40, AttemptState.Waiting);
        Command("upload to the archive", new RetryPolicy(5, Hour * 6, Hour * 6, 0, null, 20))
            .Start()
            .End(Second * 9, AttemptState.Failed, new AttemptFailure("exit_code", true, "The program ended with exit code 75."));
        _time.GoTo(_present - TimeSpan.FromMinutes(12));
        var running = Training("reviews, 6 layers", ["model.layers=6"])
            .Start()
            .Metrics(SeedMetrics.Training(840, 3), Second * 0.8)
            .Log(SeedLog.Training(120), Second * 5)
            .Progress(0.42, "step 840 of 2,000, loss 2.14")
            .Manifest();
        var evolving = Evolving().Start().Progress(0.7, "7 of 10 services, 6 calls on their way").Manifest();
        SeedEvolution.FillAsync(_dataRoot, evolving.Id, _time).GetAwaiter().GetResult();
        _time.GoTo(_present - TimeSpan.FromMinutes(2));
        Command("download the new corpus");
        _time.GoTo(_present);
        _store.RegisterWorker(_worker);
        return new SeededRuns(baby.Id, wide.Id, export.Id, running.Id, evolving.Id);
    }

    private SeedRun Trained(string name, int seed, string[] sets, double floor)
    {
        var run = Training(name, sets)
            .Start()
            .Progress(0.01, "preparing")
            .Metrics(SeedMetrics.Training(2000, seed, floor), Second * 0.9)
            .Log(SeedLog.Training(400), Second * 4);
        SeedArtifacts.Save(run);
        var result = $$"""{"loss/validation":{{floor + 0.21:F4}},"parameters":804096,"steps":2000}""";
        return run.Progress(1, "step 2,000 of 2,000").End(Second * 1800, AttemptState.Succeeded, null, result);
    }

    private SeedRun FailedAfterRetries()
    {
        var run = Command("nightly export", new RetryPolicy(3, Second, Second, 0, null, 20));
        var failure = new AttemptFailure(
            "exit_code",
            true,
            "The program ended with exit code 1: a batch had the wrong shape.",
            SeedLog.Trace
        );
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            run.Start()
                .Metrics(SeedMetrics.Walk("rows/second", 40, attempt), Second)
                .Log(SeedLog.Training(20), Second)
                .Progress(0.2 * attempt, $"table {attempt} of 5")
                .End(Second * 95, AttemptState.Failed, failure);
            _time.Pass(Second * 5);
        }

        return run;
    }

    private void Ended(string name, AttemptState state, AttemptFailure? failure, int interruptions = 20)
    {
        var run = Command(name, RetryPolicy.Default with { Interruptions = interruptions })
            .Start()
            .Metrics(SeedMetrics.Walk("reward", 200, name.Length), Second)
            .Log(SeedLog.Numbered(60), Second)
            .Progress(0.7, "chunk 7 of 10");
        if (state == AttemptState.Cancelled)
        {
            _store.RequestCancel(run.Id);
        }

        run.End(Second * (100 + (name.Length % 20 * 23)), state, failure);
    }

    private SeedRun Training(string name, string[] sets) =>
        Create(
            "workload: text\ndata:\n  corpus: dotnet-docs\ntrain:\n  steps: 2000\ntags: [gpt, nightly]\n",
            name,
            sets,
            RetryPolicy.Default
        );

    private SeedRun Command(string name, RetryPolicy? retry = null) =>
        Create(
            "workload: command\ncommand:\n  argv: [python, train.py, --lr, \"0.001\"]\n",
            name,
            name.StartsWith("sweep", StringComparison.Ordinal) ? ["tags=[sweep/lr]"] : [],
            retry ?? RetryPolicy.Default
        );

    private SeedRun Evolving() =>
        new(_store, _time, _dataRoot, _worker, _store.Create(EvolveSpec.NewRun("evolve the city's libraries")).Id);

    private SeedRun Create(string yaml, string name, string[] sets, RetryPolicy retry)
    {
        var (_, spec) = Workbench.Workloads.Resolve(new SpecSource(yaml, "spec.yaml"), null, sets, null);
        var run = _store.Create(NewRun.Of(spec) with { Name = name, Retry = retry });
        return new SeedRun(_store, _time, _dataRoot, _worker, run.Id);
    }
}
