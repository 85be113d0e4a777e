using Microsoft.Extensions.AI;
using Pawl.Llm.Breaker;
using Pawl.Llm.Credentials;
using Pawl.Llm.Providers;
using Pawl.Llm.Queue;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Sending;

/// <summary>
/// The senders of one process. Runs that call the same provider with the same key share its connections, its queue and its breaker. Safe for
/// several threads.
/// </summary>
/// <param name="environment">Asked for the variables of keys; null asks the process's environment.</param>
public sealed class CallSenders(string dataRoot, TimeProvider time, Func<string, string?>? environment = null) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ProviderSettings, Shared> _shared = [];

    /// <summary>Where breakers stand; see <see cref="BreakerFile.ReadAll"/>.</summary>
    public static string BreakerFolder(string dataRoot) => Path.Combine(dataRoot, "llm", "breakers");

    /// <param name="random">Draws the waits before further tries; for this sender alone.</param>
    /// <exception cref="CredentialException">There is no key.</exception>
    public CallSender Open(LlmSettings settings, Random random, ICallObserver observer)
    {
        lock (_lock)
        {
            if (_shared.TryGetValue(settings.Provider, out var shared))
            {
                shared.Queue.LowerCeiling(settings.Queue.Concurrency);
            }
            else
            {
                shared = Connect(settings);
                _shared[settings.Provider] = shared;
            }

            return new CallSender(shared.Client, shared.Queue, shared.Breaker, settings, time, random, observer);
        }
    }

    /// <summary>Ends the connections. No sender is used after it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var shared in _shared.Values)
            {
                shared.Queue.Dispose();
                shared.Client.Dispose();
            }

            _shared.Clear();
        }
    }

    private Shared Connect(LlmSettings settings)
    {
        var provider = settings.Provider;
        var credential = Credential.Open(provider, environment);
        return new Shared(
            ChatClients.Open(provider, credential, time),
            new CallQueue(settings.Queue, time),
            new CallBreaker(settings.Breaker, provider.Address, credential, BreakerFolder(dataRoot), settings.Tries.Timeout, time)
        );
    }

    private sealed record Shared(IChatClient Client, CallQueue Queue, CallBreaker Breaker);
}
