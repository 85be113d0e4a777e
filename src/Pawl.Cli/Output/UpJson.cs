namespace Pawl.Cli.Output;

/// <summary><c>pawl up --json</c>: one line, once the server listens.</summary>
/// <param name="Url">Opens the workbench and signs in, once.</param>
internal sealed record UpJson(string Url, string Token, string Address, int Process, string Home);
