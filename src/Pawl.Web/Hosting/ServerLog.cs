using Microsoft.Extensions.Logging;

namespace Pawl.Web.Hosting;

/// <summary>
/// The server's own log: warnings and faults, appended to <c>DATA_ROOT/logs/server.log</c>. Past 8 MiB the file becomes <c>server.1.log</c> and a
/// new one begins, so two files bound it. What cannot be written is dropped: a full disk must not take the server down.
/// </summary>
internal sealed class ServerLog(string dataRoot, TimeProvider time) : ILoggerProvider
{
    private const long Largest = 8 * 1024 * 1024;

    private readonly Lock _gate = new();

    public static string FolderOf(string dataRoot) => Path.Combine(dataRoot, "logs");

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose() { }

    private void Write(string entry)
    {
        lock (_gate)
        {
            try
            {
                var folder = FolderOf(dataRoot);
                var path = Path.Combine(folder, "server.log");
                Directory.CreateDirectory(folder);
                if (new FileInfo(path) is { Exists: true, Length: > Largest })
                {
                    File.Move(path, Path.Combine(folder, "server.1.log"), overwrite: true);
                }

                File.AppendAllText(path, entry);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // dropped
            }
        }
    }

    private sealed class Category(ServerLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            // One entry a line, but for a trace: what a request sent cannot start a line of its own.
            var text = formatter(state, exception).ReplaceLineEndings(" ");
            var trace = exception is null ? "" : $"{Environment.NewLine}{exception}";
            log.Write($"{log.Now:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {logLevel} {name}: {text}{trace}{Environment.NewLine}");
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
