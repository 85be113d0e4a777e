using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Engine;

/// <summary>A stage whose answer could not be read, nor the one to asking again.</summary>
internal sealed class RejectedStageException(string serviceId, string stage, string kind, string message, Exception inner)
    : EvolutionException(serviceId, stage, kind, message, inner);
