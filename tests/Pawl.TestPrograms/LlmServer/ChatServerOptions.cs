namespace Pawl.TestPrograms.LlmServer;

public sealed record ChatServerOptions
{
    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    public ChatScript Script { get; init; } = ChatScript.WellBehaved;

    public IChatAnswerer Answerer { get; init; } = new SchemaAnswerer();

    /// <summary>Null keeps no journal.</summary>
    public string? JournalPath { get; init; }

    /// <summary>The one key that is good; null takes any, and none.</summary>
    public string? Key { get; init; }

    /// <summary>What single requests meet always; null leaves one to the script.</summary>
    public Func<ChatRequest, ChatFault?> Special { get; init; } = _ => null;

    /// <summary>What each answer takes at least.</summary>
    public TimeSpan Latency { get; init; }
}
