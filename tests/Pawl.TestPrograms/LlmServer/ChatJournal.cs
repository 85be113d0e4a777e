using System.Text.Json;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>
/// A line for each request read and each 200 sent to its last byte, appended before anything else happens, so that a test can count what
/// was paid, whatever was killed.
/// </summary>
/// <param name="path">Null keeps nothing.</param>
internal sealed class ChatJournal(string? path) : IDisposable
{
    // Unbuffered: a line is the kernel's as soon as it was written.
    private readonly FileStream? _file = path is null
        ? null
        : new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 0);
    private readonly Lock _lock = new();

    public void Write(string what, ChatRequest request, int attempt, int status, ChatFault fault)
    {
        if (_file is null)
        {
            return;
        }

        var entry = new ChatJournalEntry(
            what,
            request.IdempotencyKey,
            request.Hash,
            request.QuestionHash,
            attempt,
            status,
            fault.ToString(),
            DateTimeOffset.UtcNow
        );
        var line = (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(entry, JsonSerializerOptions.Web), (byte)'\n'];
        lock (_lock)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file?.Dispose();
}
