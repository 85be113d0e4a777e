using Pawl.Llm.Breaker;
using Pawl.Llm.Sending;

namespace Pawl.Web.Views.Evolutions;

/// <summary>Breakers that hold calls back, of all runs of a data root.</summary>
internal static class OpenBreakers
{
    public static IReadOnlyList<BreakerState> Read(string dataRoot) =>
        [.. BreakerFile.ReadAll(CallSenders.BreakerFolder(dataRoot)).Where(state => state.Position != BreakerPosition.Closed)];

    /// <summary>What it is, such as <c>the account has nothing left</c>.</summary>
    public static string Cause(BreakerState state) =>
        state.Cause switch
        {
            BreakerCause.Key => "the provider refuses the key",
            BreakerCause.Quota => "the account has nothing left",
            BreakerCause.Outage => "the provider does not answer",
            _ => "no cause is known",
        };

    public static string Remedy(BreakerState state) =>
        state.Cause switch
        {
            BreakerCause.Key when state.NextProbe is null =>
                $"The key from {state.CredentialSource} was refused {state.KeyRefusals} times and is not shown again. Put a good key there: runs at work take it up by themselves, "
                    + "others when they are resumed. If this key was made good at the provider, delete the breaker's file below llm/breakers in the data root.",
            BreakerCause.Key => $"Put a good key where this one came from, {state.CredentialSource}. Calls go on by themselves then.",
            BreakerCause.Quota =>
                "Top the account up, or raise its limit at the provider. Calls go on by themselves once a probe is answered.",
            _ =>
                "Nothing needs to be done here: calls go on by themselves once a probe is answered. The provider's status page may say more.",
        };
}
