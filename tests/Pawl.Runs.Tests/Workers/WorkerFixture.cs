using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Runs.Processes;
using Pawl.Runs.Store;
using Pawl.Runs.Workers;

namespace Pawl.Runs.Tests.Workers;

/// <summary>A data root with a store, and workers of this process whose hosts are real processes.</summary>
internal sealed class WorkerFixture : IDisposable
{
    /// <summary>Longest wait for anything: far beyond what a loaded machine needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public WorkerFixture() => Store = RunStore.Open(Path.Combine(DataRoot, "pawl.db"), TimeProvider.System);

    public string DataRoot { get; } = Directory.CreateTempSubdirectory("pawl-worker-").FullName;

    public RunStore Store { get; }

    public RecordingObserver Observer { get; } = new();

    public WorkerOptions Options { get; init; } = new();

    public static string TestPrograms => Path.Combine(AppContext.BaseDirectory, "Pawl.TestPrograms");

    /// <param name="keys">Further keys of the spec, as JSON without braces, such as <c>"steps":3</c>.</param>
    public RunRecord Create(string mode, string keys = "", RetryPolicy? retry = null) =>
        Store.Create(
            new NewRun(
                "probe",
                null,
                null,
                $$"""{"workload":"probe","mode":"{{mode}}"{{(keys.Length == 0 ? "" : "," + keys)}}}""",
                retry ?? RetryPolicy.Default with { Backoff = TimeSpan.FromMilliseconds(20) },
                null
            )
        );

    /// <param name="leading">What the host is started with; a real host unless told.</param>
    public Worker Worker(params string[] leading) =>
        new(
            Store,
            DataRoot,
            new HostLauncher(TestPrograms, leading.Length == 0 ? ["host"] : leading),
            Options,
            Observer,
            TimeProvider.System
        );

    public async Task<RunRecord> RunAsync(RunRecord run, params string[] leading) =>
        await Worker(leading).RunOneAsync(run.Id, CancellationToken.None, CancellationToken.None).WaitAsync(Patience);

    public RunFolder Folder(RunRecord run) => RunFolder.Of(DataRoot, run.Id);

    public List<string> LogOf(RunRecord run) => [.. LogJournal.Read(Folder(run).Log).Select(item => item.Line.Line)];

    public List<MetricPoint> MetricsOf(RunRecord run) => [.. MetricJournal.Read(Folder(run).Metrics).Select(item => item.Point)];

    public List<string> EventsOf(RunRecord run) => [.. Store.EventsOf(run.Id).Select(item => item.Type)];

    /// <summary>Processes of any attempt of the run that still live.</summary>
    public static int Living(RunRecord run, int attempts = 5) =>
        Enumerable.Range(1, attempts).Sum(attempt => new ProcessTree(null, AttemptToken.Of(run.Id, attempt)).Find().Count);

    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!holds())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {Patience} until {what}.");
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(DataRoot, recursive: true);
    }
}
