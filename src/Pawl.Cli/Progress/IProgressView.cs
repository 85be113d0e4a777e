namespace Pawl.Cli.Progress;

/// <summary>Shows a run to a person until its updates end.</summary>
internal interface IProgressView
{
    Task ShowAsync(IAsyncEnumerable<RunUpdate> updates);
}
