using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Stages;

/// <summary>An answer that is not what was asked for, so that nothing can be taken from it.</summary>
/// <param name="path">Where in the answer, such as <c>$.features.visitors[0].score</c>.</param>
public sealed class StageAnswerException(string serviceId, string stage, string kind, string path, string message)
    : EvolutionException(serviceId, stage, kind, $"{path}: {message}")
{
    /// <summary>A JSON path.</summary>
    public string Path { get; } = path;
}
