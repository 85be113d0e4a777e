using System.Collections.Concurrent;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Runs.Workers;

namespace Pawl.Runs.Tests.Workers;

/// <summary>Keeps what a worker tells, and lets a test wait for some of it.</summary>
internal sealed class RecordingObserver : IWorkerObserver
{
    private readonly ConcurrentQueue<(int Attempt, AttemptEnd End)> _ends = new();
    private readonly ConcurrentQueue<IReadOnlyList<LogLine>> _batches = new();
    private readonly ConcurrentQueue<MetricPoint> _points = new();
    private readonly ConcurrentQueue<string> _words = new();
    private readonly ConcurrentQueue<Exception> _troubles = new();
    private readonly TaskCompletionSource _logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _checkpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<(int Attempt, AttemptEnd End)> Ends => _ends;

    public IReadOnlyCollection<IReadOnlyList<LogLine>> Batches => _batches;

    public IReadOnlyCollection<MetricPoint> Points => _points;

    /// <summary>Progress, checkpoints, artifacts and stops, as short words.</summary>
    public IReadOnlyCollection<string> Words => _words;

    public IReadOnlyCollection<Exception> Troubles => _troubles;

    /// <summary>Done once the first log line came.</summary>
    public Task FirstLog => _logged.Task.WaitAsync(WorkerFixture.Patience);

    /// <summary>Done once the first checkpoint came.</summary>
    public Task FirstCheckpoint => _checkpoint.Task.WaitAsync(WorkerFixture.Patience);

    public void Progressed(string runId, int attempt, double fraction, string? message) => _words.Enqueue($"progress {fraction} {message}");

    public void Logged(string runId, IReadOnlyList<LogLine> lines)
    {
        _batches.Enqueue(lines);
        _logged.TrySetResult();
    }

    public void Measured(string runId, IReadOnlyList<MetricPoint> points)
    {
        foreach (var point in points)
        {
            _points.Enqueue(point);
        }
    }

    public void Resumed(string runId, int attempt, long step, string? sha256) => _words.Enqueue($"resumed {attempt} {step}");

    public void CheckpointSaved(string runId, int attempt, long step, string path)
    {
        _words.Enqueue($"checkpoint {step}");
        _checkpoint.TrySetResult();
    }

    public void ArtifactSaved(string runId, ArtifactRow artifact) => _words.Enqueue($"artifact {artifact.Path}");

    public void Stopping(string runId, int attempt, string reason, TimeSpan grace) => _words.Enqueue($"stopping {reason}");

    public void AttemptEnded(RunRecord run, int attempt, AttemptEnd end) => _ends.Enqueue((attempt, end));

    public void LeaseLost(string runId, int attempt) => _words.Enqueue($"lost {attempt}");

    public void Trouble(string? runId, Exception error) => _troubles.Enqueue(error);
}
