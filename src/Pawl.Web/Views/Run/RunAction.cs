namespace Pawl.Web.Views.Run;

/// <summary>Something a person may want to do with a run, or why it cannot be done now.</summary>
/// <param name="Name">A stable word, such as <c>cancel</c>.</param>
/// <param name="Reason">Why it cannot be done; null when it can.</param>
public sealed record RunAction(string Name, string Label, string? Reason)
{
    public bool IsEnabled => Reason is null;

    /// <value>What is said about it when it can be done.</value>
    public string? Hint { get; init; }

    /// <value>API address it posts to.</value>
    public string? Post { get; init; }

    /// <value>Question asked first.</value>
    public string? Confirm { get; init; }

    /// <value>Word when it is done.</value>
    public string? Done { get; init; }

    /// <value>Page to go to afterwards; <c>{id}</c> is the id in the answer.</value>
    public string? Then { get; init; }

    /// <value>Page or file it leads to.</value>
    public string? Link { get; init; }

    /// <value>Whether the link is a file to save.</value>
    public bool IsDownload { get; init; }

    /// <value>Text it puts on the clipboard.</value>
    public string? Copy { get; init; }

    /// <value>Address whose answer it puts on the clipboard.</value>
    public string? CopyFrom { get; init; }
}
