using System.Security.Cryptography;
using System.Text;
using Pawl.Llm.Answers;
using Pawl.Llm.Budget;
using Pawl.Llm.Cache;
using Pawl.Llm.Calls;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Desk;

/// <summary>
/// Where a run asks its questions. An answer comes from the run's ledger, else from the cache, else from the model; it is in the ledger
/// before anybody reads it, and in the cache once it could be read. Keeps nothing about a call that has ended.
/// </summary>
/// <remarks>
/// When two calls that ask the same are made at once and the cache is read, the second waits and takes the first one's answer from the cache, as
/// it would had it come later: what is paid for does not depend on how much is done at once. In the other modes each is asked.
/// </remarks>
public sealed class CallDesk(
    DeskSettings settings,
    CallLedger ledger,
    CallCache cache,
    PriceList prices,
    CallBudget budget,
    ICallSender sender
)
{
    private const string OfflineModel = "offline";

    private readonly KeyTurns _turns = new();
    private long _fromLedger;
    private long _fromCache;
    private long _fromModel;
    private long _rejected;

    public DeskCounts Counts =>
        new(
            Interlocked.Read(ref _fromLedger),
            Interlocked.Read(ref _fromCache),
            Interlocked.Read(ref _fromModel),
            Interlocked.Read(ref _rejected)
        );

    /// <summary>What a model costs here; null when it is not known. The offline provider costs nothing, whatever the model is called.</summary>
    public ModelPrice? PriceOf(string model) =>
        prices.Of(settings.Provider.StartsWith(OfflineModel, StringComparison.Ordinal) ? OfflineModel : model);

    /// <summary>Refuses a model whose price is needed to keep the hard budget and is not known. Call it before a run begins.</summary>
    /// <exception cref="PriceListException">It is not known.</exception>
    public void Require(string model, Sampling sampling) => budget.Require(model, PriceOf(model), sampling.MaximumOutputTokens);

    /// <summary>Asks, and reads the answer.</summary>
    /// <param name="read">Throws <see cref="UnreadableAnswerException"/> for an answer it cannot use. May be called more than once.</param>
    /// <param name="stop">Nothing further is sent; what is on its way is waited for.</param>
    /// <param name="abandon">What is on its way is given up; its outcome is unknown.</param>
    /// <exception cref="AnswerRejectedException">The answer could not be read, nor the one to the repairing question.</exception>
    /// <exception cref="CallFailureException">No answer came.</exception>
    /// <exception cref="BudgetExceededException">The hard budget does not allow the call.</exception>
    /// <exception cref="PriceListException">There is a hard budget and what the call may cost is not known.</exception>
    /// <exception cref="CacheCorruptException">The cache's entry is damaged and cannot be moved aside.</exception>
    /// <exception cref="UnknownOutcomeHeldException">An earlier try may have been billed and the settings hold such calls.</exception>
    /// <exception cref="AnswerForgottenException">The call's unit is finished.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came before an answer.</exception>
    public async Task<CallResult<T>> AskAsync<T>(ModelCall call, Func<string, T> read, CancellationToken stop, CancellationToken abandon)
    {
        var first = await TryAskAsync(call, read, stop, abandon);
        if (first.Fault is not { } fault)
        {
            return new CallResult<T>(first.Value!, first.Source, first.Key, IsRepaired: false);
        }

        if (!settings.Repair)
        {
            throw Rejection(call.Slot, first.Answer, fault);
        }

        var repair = RepairQuestion.Of(call, first.Answer.Text, fault);
        var second = await TryAskAsync(repair, read, stop, abandon);
        return second.Fault is null
            ? new CallResult<T>(second.Value!, second.Source, second.Key, IsRepaired: true)
            : throw Rejection(repair.Slot, second.Answer, second.Fault);
    }

    private async Task<Reading<T>> TryAskAsync<T>(ModelCall call, Func<string, T> read, CancellationToken stop, CancellationToken abandon)
    {
        var key = CallKey.Of(call, settings.Provider);
        if (ledger.FindAnswer(call.Slot, key) is { } known)
        {
            var reading = Read(read, known.Answer, AnswerSource.Ledger, key);

            // The process may have died after the answer was in the ledger and before it was in the cache.
            if (reading.Fault is null && !known.FromCache)
            {
                cache.Keep(call, settings.Provider, key, known.Answer);
            }

            return Count(reading);
        }

        using var turn = cache.Reads ? await _turns.TakeAsync(key, stop) : null;
        var cached = cache.Find(key);
        if (cached is not null)
        {
            var reading = Read(read, cached, AnswerSource.Cache, key);
            if (reading.Fault is null)
            {
                await ledger.CachedAsync(call.Slot, key, cached);
                return Count(reading);
            }
        }

        var answer = await SendAsync(call, key, stop, abandon);
        var fresh = Read(read, answer, AnswerSource.Model, key);
        if (fresh.Fault is null)
        {
            // An entry that was there could not be read by today's reader, so it would be of no use the next time either.
            cache.Keep(call, settings.Provider, key, answer, over: cached is not null);
        }

        return Count(fresh);
    }

    private async Task<ModelAnswer> SendAsync(ModelCall call, string key, CancellationToken stop, CancellationToken abandon)
    {
        if (settings.Unknown == UnknownTries.Hold && ledger.HasUnknownTry(call.Slot, key))
        {
            throw new UnknownOutcomeHeldException(call.Slot);
        }

        var price = PriceOf(call.Model);
        budget.Require(call.Model, price, call.Sampling.MaximumOutputTokens);
        var possible = price?.Bound(call);
        budget.Check(possible);
        var record = new BudgetedRecord(ledger.Record(call, key, price), budget, possible, price);
        return await sender.SendAsync(settings.Lane, call, IdempotencyKey(call.Slot, key), record, stop, abandon);
    }

    // The same for every try of one call of this run, also after a restart; another for the same question of another run.
    private string IdempotencyKey(CallSlot slot, string key)
    {
        var name = $"{settings.Lane}\n{slot.Unit}\n{slot.Stage}\n{slot.Ordinal}\n{key}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
    }

    private static Reading<T> Read<T>(Func<string, T> read, ModelAnswer answer, AnswerSource source, string key)
    {
        try
        {
            return new Reading<T>(answer, source, key, read(answer.Text), null);
        }
        catch (UnreadableAnswerException fault)
        {
            return new Reading<T>(answer, source, key, default, fault);
        }
    }

    private Reading<T> Count<T>(Reading<T> reading)
    {
        ref var counter = ref _fromModel;
        switch (reading.Source)
        {
            case AnswerSource.Ledger:
                counter = ref _fromLedger;
                break;
            case AnswerSource.Cache:
                counter = ref _fromCache;
                break;
        }

        Interlocked.Increment(ref counter);
        if (reading.Fault is not null)
        {
            Interlocked.Increment(ref _rejected);
        }

        return reading;
    }

    private static AnswerRejectedException Rejection(CallSlot slot, ModelAnswer answer, UnreadableAnswerException fault)
    {
        var (kind, because) = answer.FinishReason switch
        {
            "length" => (AnswerFaults.CutOff, "The answer was cut off at the limit of output tokens; raise it or ask for less. "),
            "content_filter" => (AnswerFaults.Withheld, "The provider held back parts of the answer. "),
            _ => (fault.Kind, ""),
        };
        return new AnswerRejectedException(slot, kind, fault.Path, because + fault.Message, answer.Text, answer.RequestId, fault);
    }

    private readonly record struct Reading<T>(
        ModelAnswer Answer,
        AnswerSource Source,
        string Key,
        T? Value,
        UnreadableAnswerException? Fault
    );
}
