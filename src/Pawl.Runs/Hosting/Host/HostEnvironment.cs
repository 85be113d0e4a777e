namespace Pawl.Runs.Hosting.Host;

/// <summary>The environment variables a worker gives its hosts.</summary>
internal static class HostEnvironment
{
    /// <summary>
    /// <c>RUN:ATTEMPT</c>. Every process of the attempt inherits it, which is how the whole tree is found again, whatever sessions and
    /// process groups its members moved to.
    /// </summary>
    public const string Marker = "PAWL_ATTEMPT_TOKEN";

    /// <summary>The secret of the <c>hello</c> frame. The host takes it out of its environment, so its children do not learn it.</summary>
    public const string Token = "PAWL_HOST_TOKEN";

    public static string MarkerOf(string runId, int attempt) => $"{runId}:{attempt}";
}
