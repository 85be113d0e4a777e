namespace Pawl.Web.Hosting;

/// <summary>
/// Makes named views fail on purpose, so that tests, and people who doubt it, can see that one broken view leaves the others alone.
/// Set by <c>PAWL_BREAK_VIEWS=log,charts</c> when the server starts.
/// </summary>
internal sealed class ViewFaults
{
    public const string Variable = "PAWL_BREAK_VIEWS";

    private volatile HashSet<string> _broken =
    [
        .. (Environment.GetEnvironmentVariable(Variable) ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        ),
    ];

    public void Break(params string[] views) => _broken = [.. views];

    /// <exception cref="InvalidOperationException">The view is to fail.</exception>
    public void Check(string view)
    {
        if (_broken.Contains(view))
        {
            throw new InvalidOperationException($"The view '{view}' was told to fail by {Variable}.");
        }
    }
}
