namespace Pawl.Runs.Hosting.Host;

/// <summary>What a worker gives its hosts through the environment, beside <see cref="Processes.AttemptToken"/>.</summary>
internal static class HostEnvironment
{
    /// <summary>The secret of the <c>hello</c> frame. The host takes it out of its environment, so its children do not learn it.</summary>
    public const string Token = "PAWL_HOST_TOKEN";
}
