namespace Pawl.Web.Api;

/// <summary>How things are.</summary>
/// <param name="Status"><c>good</c>, <c>warn</c> (work waits) or <c>bad</c> (work fails).</param>
/// <param name="Version">Release and commit of the server.</param>
internal sealed record HealthJson(
    string Status,
    IReadOnlyList<HealthTroubleJson> Troubles,
    HealthDatabaseJson Database,
    HealthDataRootJson DataRoot,
    HealthWorkersJson Workers,
    HealthQueueJson Queue,
    string Version,
    DateTimeOffset StartedAt,
    double UptimeSeconds
);

/// <summary>Something wrong, and what to do.</summary>
internal sealed record HealthTroubleJson(string Level, string What, string Remedy);

/// <param name="Fault">Why it cannot be read; null when it can.</param>
internal sealed record HealthDatabaseJson(bool Readable, string? Fault);

/// <param name="DiskFree">Bytes; null when the system does not tell.</param>
/// <param name="DiskTotal">Bytes.</param>
internal sealed record HealthDataRootJson(string Path, bool Writable, long? DiskFree, long? DiskTotal);

/// <param name="Alive">Workers that beat.</param>
/// <param name="Missing">Registered workers that are silent or dead.</param>
internal sealed record HealthWorkersJson(int Alive, int Missing);

/// <param name="Length">Queued attempts.</param>
/// <param name="Due">Those a worker could take now.</param>
/// <param name="OldestSeconds">How long the longest of these could have been taken; null when none is due.</param>
/// <param name="Running">Attempts under way.</param>
internal sealed record HealthQueueJson(int Length, int Due, double? OldestSeconds, int Running);
