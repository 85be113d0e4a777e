namespace Pawl.Evolutions.Records;

/// <summary>Work on one service that cannot go on.</summary>
/// <param name="serviceId">The service; the number of its line, such as <c>line 7</c>, when its id is not known.</param>
/// <param name="stage"><c>input</c>, <c>descriptions</c>, <c>features/N</c>, <c>mapping/N/FIELD</c> or <c>assembly</c>.</param>
/// <param name="kind">One of <see cref="QuarantineKind"/>.</param>
public class EvolutionException(string serviceId, string stage, string kind, string message, Exception? inner = null)
    : Exception($"Service '{serviceId}', {stage}: {message}", inner)
{
    public string ServiceId { get; } = serviceId;

    public string Stage { get; } = stage;

    public string Kind { get; } = kind;

    /// <summary>The message without service and stage.</summary>
    public string Detail { get; } = message;
}
