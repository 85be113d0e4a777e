namespace Pawl.Evolutions.Engine;

/// <summary>Why a service failed, beside the kinds of what was set aside. The words are kept in databases and read by scripts: they never change.</summary>
public static class FailureKinds
{
    /// <summary>No try of a call brought an answer.</summary>
    public const string CallFailed = "call_failed";

    /// <summary>The cache's entry is damaged and could not be put aside.</summary>
    public const string CacheCorrupt = "cache_corrupt";

    /// <summary>An earlier try may have been billed, and the settings hold such calls.</summary>
    public const string UnknownOutcome = "unknown_outcome";

    /// <summary>Strict settings: something was found that would have been set aside otherwise.</summary>
    public const string Strict = "strict";
}
