using System.ClientModel.Primitives;
using Pawl.Llm.Credentials;

namespace Pawl.Llm.Providers;

/// <summary>Puts the key of the moment into each request, and none when there is none.</summary>
internal sealed class CredentialPolicy(Credential credential) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Apply(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Apply(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private void Apply(PipelineMessage message)
    {
        if (credential.Authorization is { } value)
        {
            message.Request.Headers.Set("Authorization", value);
        }
        else
        {
            message.Request.Headers.Remove("Authorization");
        }
    }
}
