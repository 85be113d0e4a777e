using Pawl.Llm.Calls;
using Pawl.Llm.Settings;
using Polly;
using Polly.Retry;

namespace Pawl.Llm.Retry;

/// <summary>The one layer that tries a call again.</summary>
internal sealed class RetryPipeline
{
    private static readonly ResiliencePropertyKey<Action<TransportBackoff>> Told = new("told");
    private static readonly ResiliencePropertyKey<CallSlot> Slot = new("slot");

    private readonly ResiliencePipeline<ModelAnswer> _pipeline;

    public RetryPipeline(TrySettings settings, TimeProvider time, Random random)
    {
        var builder = new ResiliencePipelineBuilder<ModelAnswer> { TimeProvider = time };
        if (settings.Attempts > 1)
        {
            builder.AddRetry(Options(settings, new Backoff(settings, random)));
        }

        _pipeline = builder.Build();
    }

    /// <param name="tryOnce">One try; the last failure of all is thrown on.</param>
    /// <param name="told">Of each wait, before it.</param>
    /// <param name="stop">Ends waits; a try on its way is its own affair.</param>
    public async Task<ModelAnswer> RunAsync<TState>(
        Func<TState, CancellationToken, ValueTask<ModelAnswer>> tryOnce,
        TState state,
        CallSlot slot,
        Action<TransportBackoff> told,
        CancellationToken stop
    )
    {
        var context = ResilienceContextPool.Shared.Get(stop);
        try
        {
            context.Properties.Set(Told, told);
            context.Properties.Set(Slot, slot);
            return await _pipeline.ExecuteAsync(
                static (context, call) => call.tryOnce(call.state, context.CancellationToken),
                context,
                (tryOnce, state)
            );
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RetryStrategyOptions<ModelAnswer> Options(TrySettings settings, Backoff backoff) =>
        new()
        {
            MaxRetryAttempts = settings.Attempts - 1,
            ShouldHandle = static arguments =>
                ValueTask.FromResult(arguments.Outcome.Exception is CallFailureException failure && Backoff.CanHelp(failure.Kind)),
            DelayGenerator = arguments =>
                ValueTask.FromResult<TimeSpan?>(
                    backoff.WaitAfter(arguments.AttemptNumber, (CallFailureException)arguments.Outcome.Exception!)
                ),
            OnRetry = arguments =>
            {
                var properties = arguments.Context.Properties;
                properties.GetValue(Told, static _ => { })(
                    new TransportBackoff(
                        properties.GetValue(Slot, null!),
                        arguments.AttemptNumber + 2,
                        settings.Attempts,
                        arguments.RetryDelay,
                        (CallFailureException)arguments.Outcome.Exception!
                    )
                );
                return default;
            },
        };
}
