using System.Text.Json;

namespace Pawl.Runs.Hosting.Protocol;

/// <summary>Each way a host can break the protocol: the rows of the rejection table in <c>docs/protocol.md</c>.</summary>
internal enum ProtocolBreach
{
    /// <summary>The first frame is not <c>hello</c>, or none came within the start limit, or the connection ended before it.</summary>
    NoHello,
    WrongVersion,
    SecondHello,
    ForeignHello,
    ZeroLength,
    Oversized,
    Truncated,
    NotUtf8,
    NotJson,
    NotObject,
    DuplicateKey,
    NoType,
    UnknownType,
    MissingField,
    BadField,
    BadProgress,
    BadMetric,
    BadPath,
    SecondTerminal,
    AfterTerminal,
    Silence,

    /// <summary>The host exited, or closed its connection, without a <c>result</c> or an <c>error</c>.</summary>
    NoResult,
}

internal static class ProtocolBreachWords
{
    /// <summary>The word that begins the reason of the failed attempt, such as <c>wrong_version</c>.</summary>
    public static string Word(this ProtocolBreach breach) => JsonNamingPolicy.SnakeCaseLower.ConvertName(breach.ToString());
}
