using System.Text.Json;

namespace Pawl.TestPrograms.LlmServer;

/// <param name="What"><c>request</c> once one was read, <c>answer</c> once a 200 was sent to its last byte.</param>
/// <param name="Status">Of the answer; 0 for a request and where the connection was reset or left hanging.</param>
public sealed record ChatJournalEntry(
    string What,
    string? IdempotencyKey,
    string Hash,
    string QuestionHash,
    int Attempt,
    int Status,
    string Fault,
    DateTimeOffset Time
)
{
    public static IReadOnlyList<ChatJournalEntry> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var entries = new List<ChatJournalEntry>();
        while (reader.ReadLine() is { } line)
        {
            entries.Add(JsonSerializer.Deserialize<ChatJournalEntry>(line, JsonSerializerOptions.Web)!);
        }

        return entries;
    }
}
