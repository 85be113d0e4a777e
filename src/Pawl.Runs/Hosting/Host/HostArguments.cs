namespace Pawl.Runs.Hosting.Host;

/// <summary>What a worker puts on the command line of a host: <c>pawl host --run ID --attempt N --socket PATH</c>.</summary>
/// <param name="Socket">Path of the Unix domain socket the worker listens on.</param>
public sealed record HostArguments(string RunId, int Attempt, string Socket);
