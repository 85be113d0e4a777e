namespace Pawl.Runs.Store;

/// <summary>A request key that was used before, for something else.</summary>
public sealed class RequestConflictException(string key, string runId)
    : Exception($"The key '{key}' was used for another request, which made run {runId}. Expected a new key for a new request.")
{
    public string Key { get; } = key;

    /// <value>The run the first request with this key made.</value>
    public string RunId { get; } = runId;
}
