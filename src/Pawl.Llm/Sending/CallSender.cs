using System.Diagnostics;
using Microsoft.Extensions.AI;
using Pawl.Llm.Breaker;
using Pawl.Llm.Calls;
using Pawl.Llm.Providers;
using Pawl.Llm.Queue;
using Pawl.Llm.Retry;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Sending;

/// <summary>
/// Sends calls through the queue and the breaker, and tries again where the transport failed. A call holds a place in the queue while it is
/// on its way and at no other time. Safe for several threads; keeps nothing of a call that ended.
/// </summary>
/// <param name="random">Draws the waits; used by this sender alone.</param>
public sealed class CallSender(
    IChatClient client,
    CallQueue queue,
    CallBreaker breaker,
    LlmSettings settings,
    TimeProvider time,
    Random random,
    ICallObserver observer
) : ICallSender
{
    private readonly RetryPipeline _retry = new(settings.Tries, time, random);

    public CallQueue Queue => queue;

    public CallBreaker Breaker => breaker;

    public async Task<ModelAnswer> SendAsync(
        string lane,
        ModelCall call,
        string idempotencyKey,
        ICallRecord record,
        CancellationToken stop,
        CancellationToken abandon
    )
    {
        using var activity = CallMetrics.StartCall(call);
        var sending = new Sending(lane, call, CallMapping.Messages(call), CallMapping.Options(call, idempotencyKey), record, abandon);
        var isAnswered = false;
        queue.Submit();
        try
        {
            var answer = await _retry.RunAsync(CountedTryAsync, sending, call.Slot, BackingOff, stop);
            isAnswered = true;
            activity?.SetTag("request_id", answer.RequestId).SetStatus(ActivityStatusCode.Ok);
            return answer;
        }
        catch (CallFailureException failure) when (stop.IsCancellationRequested && Backoff.CanHelp(failure.Kind))
        {
            throw new OperationCanceledException("The run was asked to stop before the call was answered.", failure, stop);
        }
        catch (CallFailureException failure)
        {
            activity?.SetTag("request_id", failure.RequestId).SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
        finally
        {
            queue.End(isAnswered);
        }
    }

    private void BackingOff(TransportBackoff backoff)
    {
        queue.Metrics.BackedOff(backoff.Wait);
        observer.BackingOff(backoff);
    }

    /// <summary>
    /// A try that counts. A key that is refused, an empty account and the probes of an open breaker do not: the breaker says when to go on,
    /// and whether at all.
    /// </summary>
    private async ValueTask<ModelAnswer> CountedTryAsync(Sending sending, CancellationToken stop)
    {
        BreakerState? told = null;
        while (true)
        {
            var pass = await breaker.PassAsync(
                state =>
                {
                    if (state != told)
                    {
                        told = state;
                        observer.WaitingForBreaker(sending.Call.Slot, state);
                    }
                },
                stop
            );
            var place = await EnterAsync(sending, pass, stop);
            if (!breaker.Admits(pass))
            {
                queue.Leave(place, PlaceUse.Unused, sending.Call, null);
                continue;
            }

            try
            {
                return await TryAsync(sending, pass, place, stop);
            }
            catch (CallFailureException failure) when (IsTheBreakers(failure.Kind, pass) && !IsRefusedAlone(sending, failure.Kind))
            {
                sending.IsAgain = true;
            }
        }
    }

    private async Task<CallPlace> EnterAsync(Sending sending, BreakerPass pass, CancellationToken stop)
    {
        try
        {
            return await queue.EnterAsync(sending.Lane, sending.Call, sending.IsAgain || pass.IsProbe, stop);
        }
        catch (OperationCanceledException)
        {
            breaker.Return(pass);
            throw;
        }
    }

    private async Task<ModelAnswer> TryAsync(Sending sending, BreakerPass pass, CallPlace place, CancellationToken stop)
    {
        var use = PlaceUse.Unused;
        TokenUsage? usage = null;
        long tryId;
        ModelAnswer answer;
        try
        {
            tryId = await sending.Record.IntendAsync(sending.Abandon);
            if (stop.IsCancellationRequested)
            {
                await sending.Record.FailedAsync(tryId, Stopped(isOutcomeUnknown: false, null));
                throw new OperationCanceledException(stop);
            }

            use = PlaceUse.Failed;
            var start = time.GetTimestamp();
            try
            {
                answer = await ExchangeAsync(sending);
                queue.Metrics.Tried(null, time.GetElapsedTime(start));
            }
            catch (CallFailureException failure)
            {
                queue.Metrics.Tried(failure.Kind, time.GetElapsedTime(start));
                use = failure.Kind == CallFailureKind.RateLimited ? PlaceUse.RateLimited : PlaceUse.Failed;
                sending.IsAgain = true;
                // Before the place goes to another call, which looks at the breaker first.
                breaker.Failed(pass, failure);
                await sending.Record.FailedAsync(tryId, failure);
                throw;
            }

            (use, usage) = (PlaceUse.Answered, answer.Usage);
            breaker.Succeeded(pass);
        }
        catch
        {
            breaker.Return(pass);
            throw;
        }
        finally
        {
            queue.Leave(place, use, sending.Call, usage);
        }

        // The answer is on its way to the disk; the place is another's already.
        await sending.Record.AnsweredAsync(tryId, answer);
        return answer;
    }

    private async Task<ModelAnswer> ExchangeAsync(Sending sending)
    {
        using var late = new CancellationTokenSource(settings.Tries.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, sending.Abandon);
        try
        {
            var response = await client.GetResponseAsync(sending.Messages, sending.Options, either.Token);
            return CallMapping.Answer(response, sending.Call);
        }
        catch (OperationCanceledException exception) when (sending.Abandon.IsCancellationRequested)
        {
            throw Stopped(isOutcomeUnknown: true, exception);
        }
        catch (OperationCanceledException exception)
        {
            throw new CallFailureException(
                CallFailureKind.Timeout,
                null,
                null,
                null,
                isOutcomeUnknown: true,
                $"No whole answer within {settings.Tries.Timeout.TotalSeconds:0.###} s (calls.timeout).",
                exception
            );
        }
    }

    private static bool IsTheBreakers(CallFailureKind kind, BreakerPass pass) =>
        kind is CallFailureKind.Key or CallFailureKind.Quota || (pass.IsProbe && Backoff.CanHelp(kind));

    /// <summary>A 403 may be about this one request: calls beside it pass and close the breaker, so it would be shown again without an end.</summary>
    private bool IsRefusedAlone(Sending sending, CallFailureKind kind) =>
        kind == CallFailureKind.Key && ++sending.KeyRefusals >= settings.Breaker.KeyTries && !breaker.IsExhausted;

    private static CallFailureException Stopped(bool isOutcomeUnknown, Exception? inner) =>
        new(
            CallFailureKind.Stopped,
            null,
            null,
            null,
            isOutcomeUnknown,
            isOutcomeUnknown ? "The run ended while the call was on its way." : "The run was asked to stop before the call was sent.",
            inner
        );

    /// <summary>One call on its way through the queue.</summary>
    private sealed record Sending(
        string Lane,
        ModelCall Call,
        IReadOnlyList<ChatMessage> Messages,
        ChatOptions Options,
        ICallRecord Record,
        CancellationToken Abandon
    )
    {
        public bool IsAgain { get; set; }

        public int KeyRefusals { get; set; }
    }
}
