namespace Pawl.Runs.Workloads.Command;

/// <summary>Passes on what the program writes: lines to the log, <c>@pawl</c> lines as reports. Takes both streams, one line at a time.</summary>
internal sealed class CommandOutput(IRunContext context) : IDisposable
{
    private const int LastLines = 10;
    private const int ChunkBytes = 1 << 16;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Queue<string> _lastErrors = new();
    private double _progress;
    private bool _mayReportMetrics;

    /// <summary>The last lines of the error output, for the message of a failure. Bounded by <see cref="LastLines"/>.</summary>
    public IReadOnlyCollection<string> LastErrors => _lastErrors;

    /// <summary>Reads a stream to its end.</summary>
    public async Task ReadAsync(Stream stream, RunLogLevel level, CancellationToken cancellation)
    {
        var pending = new Queue<string>();
        var lines = new OutputLines(pending.Enqueue);
        var buffer = new byte[ChunkBytes];
        int read;
        do
        {
            read = await stream.ReadAsync(buffer, cancellation);
            lines.Add(buffer.AsSpan(0, read));
            if (read == 0)
            {
                lines.Finish();
            }

            await _oneAtATime.WaitAsync(cancellation);
            try
            {
                while (pending.TryDequeue(out var line))
                {
                    await PassOnAsync(line, level, cancellation);
                }
            }
            finally
            {
                _oneAtATime.Release();
            }
        } while (read > 0);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task PassOnAsync(string line, RunLogLevel level, CancellationToken cancellation)
    {
        if (PawlLine.Is(line))
        {
            try
            {
                await ReportAsync(PawlLine.Parse(line), cancellation);
                return;
            }
            catch (FormatException error)
            {
                context.Log(
                    RunLogLevel.Warning,
                    $"A line that begins with @pawl was not understood and is taken as plain output: {error.Message}."
                );
            }
        }

        context.Log(level, line);
        if (level == RunLogLevel.ErrorOutput && line.Length > 0)
        {
            _lastErrors.Enqueue(line.Length <= 500 ? line : line[..500] + "…");
            if (_lastErrors.Count > LastLines)
            {
                _lastErrors.Dequeue();
            }
        }
    }

    private async Task ReportAsync(PawlLine report, CancellationToken cancellation)
    {
        if (report.Resumed is { } resumed)
        {
            if (_mayReportMetrics)
            {
                throw new FormatException("expected resumed before the first metric and once, got it later");
            }

            await context.ResumedAsync(resumed, sha256: null, cancellation);
            _mayReportMetrics = true;
        }

        if (report.Progress is not null || report.Message is not null)
        {
            _progress = report.Progress ?? _progress;
            context.Progress(_progress, report.Message);
        }

        if (report.Metrics.Count > 0 && !_mayReportMetrics)
        {
            // A program that says nothing of resuming starts over, so values of earlier attempts give way.
            await context.ResumedAsync(0, sha256: null, cancellation);
            _mayReportMetrics = true;
        }

        foreach (var (name, value) in report.Metrics)
        {
            context.Metric(report.Step!.Value, name, value);
        }
    }
}
