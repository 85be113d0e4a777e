using System.Collections.Concurrent;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Hosting.Host;

/// <summary>The run as its workload sees it: checks each report and queues it for the worker.</summary>
internal sealed class HostContext : IRunContext, IDisposable
{
    private readonly OutgoingQueue _queue;
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _flushes = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _keepAlive;
    private ProgressFrame _lastProgress = new(0, null);
    private long _flushSequence;
    private string? _stopReason;

    public HostContext(HostArguments arguments, StartFrame start, ResolvedSpec spec, OutgoingQueue queue, TimeProvider time)
    {
        _queue = queue;
        RunId = arguments.RunId;
        Attempt = arguments.Attempt;
        Spec = spec;
        Folder = new RunFolder(start.RunFolder);
        DataRoot = start.DataRoot;
        Threads = start.Threads;
        Time = time;
        // A full queue means that frames flow: the repeated progress is left out then.
        _keepAlive = time.CreateTimer(_ => _queue.TryAdd(Volatile.Read(ref _lastProgress)), null, start.Silence / 10, start.Silence / 10);
    }

    public string RunId { get; }

    public int Attempt { get; }

    public ResolvedSpec Spec { get; }

    public RunFolder Folder { get; }

    public string DataRoot { get; }

    public int Threads { get; }

    public TimeProvider Time { get; }

    public string? StopReason => Volatile.Read(ref _stopReason);

    /// <summary>Cancelled once someone asked the attempt to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Progress(double fraction, string? message = null)
    {
        if (!double.IsFinite(fraction))
        {
            throw new ArgumentException($"Progress is a finite fraction of 0 to 1, got {fraction}.", nameof(fraction));
        }

        var frame = new ProgressFrame(Math.Clamp(fraction, 0, 1), message is null ? null : Cut(message));
        Volatile.Write(ref _lastProgress, frame);
        _queue.Add(frame);
    }

    public void Log(RunLogLevel level, string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        foreach (var part in line.Split('\n'))
        {
            var rest = part.TrimEnd('\r');
            while (rest.Length > ProtocolLimits.MaximumTextLength)
            {
                var length = ProtocolLimits.MaximumTextLength;
                length -= char.IsHighSurrogate(rest[length - 1]) ? 1 : 0;
                _queue.Add(new LogFrame(level, [rest[..length]]));
                rest = rest[length..];
            }

            _queue.Add(new LogFrame(level, [rest]));
        }
    }

    public void Metric(long step, string name, double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > ProtocolLimits.MaximumNameLength)
        {
            throw new ArgumentException(
                $"A metric's name has at most {ProtocolLimits.MaximumNameLength} characters, got {name.Length}.",
                nameof(name)
            );
        }

        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"Metric '{name}' at step {step} is finite, got {value}.", nameof(value));
        }

        _queue.Add(new MetricFrame(step, [new(name, value)]));
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        var sequence = Interlocked.Increment(ref _flushSequence);
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flushes[sequence] = flushed;
        _queue.Add(new FlushFrame(sequence));
        await flushed.Task.WaitAsync(cancellation);
    }

    public void CheckpointSaved(long step, string relativePath, string sha256)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        RequireInside(relativePath);
        _queue.Add(new CheckpointFrame(CheckpointAction.Saved, step, relativePath, sha256));
    }

    public Task ResumedAsync(long step, string? sha256, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        _queue.Add(new CheckpointFrame(CheckpointAction.Restored, step, null, sha256));
        return FlushAsync(cancellation);
    }

    public void ArtifactSaved(string relativePath, string kind)
    {
        var artifact = ArtifactRecord.Of(Folder.Artifacts, relativePath, kind);
        _queue.Add(new ArtifactFrame(artifact.Path, artifact.Sha256, artifact.Bytes, artifact.MediaType, artifact.Kind, ArtifactScope.Run));
    }

    public void DatasetUsed(string relativePath, string sha256, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        RequireInside(relativePath);
        _queue.Add(new ArtifactFrame(relativePath, sha256, bytes, ArtifactType.MediaTypeOf(relativePath), "dataset", ArtifactScope.Data));
    }

    /// <summary>The worker made everything before this flush durable.</summary>
    public void Flushed(long sequence)
    {
        if (_flushes.TryRemove(sequence, out var flushed))
        {
            flushed.SetResult();
        }
    }

    /// <summary>Asks the workload to stop. The first reason stands.</summary>
    public void RequestStop(string reason)
    {
        if (Interlocked.CompareExchange(ref _stopReason, reason, null) is null)
        {
            _stop.Cancel();
        }
    }

    // The stop source stays: a late 'cancel' may still come, and it holds nothing but memory.
    public void Dispose() => _keepAlive.Dispose();

    private static void RequireInside(string path)
    {
        if (ArtifactPath.Fault(path) is { } fault)
        {
            throw new ArgumentException($"'{path}' is a path inside the run folder with forward slashes, but {fault}.", nameof(path));
        }
    }

    private static string Cut(string text) =>
        text.Length <= ProtocolLimits.MaximumTextLength ? text : text[..(ProtocolLimits.MaximumTextLength - 1)] + "…";
}
