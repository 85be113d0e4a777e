using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd;

/// <content>What generating needs: a few rows at a time, each the same to the bit in whatever company. Takes no gradient.</content>
public sealed unsafe partial class Tape
{
    /// <summary>y = x Wᵀ + b + r as <see cref="Linear"/>, but a row of y does not depend, to the bit, on how many rows there are.</summary>
    /// <param name="input">(…, in); made for up to some dozens of rows.</param>
    /// <param name="weight">(out, in).</param>
    /// <param name="bias">(out), or null.</param>
    /// <param name="residual">(…, out), or null.</param>
    /// <returns>(…, out).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the tape records.</exception>
    public Tensor LinearByRow(Tensor input, Tensor weight, Tensor? bias = null, Tensor? residual = null)
    {
        Require(
            weight.Shape.Rank == 2 && input.Shape.Last == weight.Shape[1] && !IsRecording,
            "LinearByRow",
            "input (…, in) and weight (out, in), on a tape that does not record",
            input,
            weight
        );
        Require(
            bias is null || (bias.Shape.Rank == 1 && bias.Length == weight.Shape[0]),
            "LinearByRow",
            "weight (out, in) and bias (out)",
            weight,
            bias
        );
        var output = NewTensor(WithLast(input.Shape, weight.Shape[0]));
        Require(residual is null || residual.Shape == output.Shape, "LinearByRow", "a residual of the output's shape", output, residual);
        FewRows.Forward(
            Threads,
            input.Data,
            weight.Data,
            bias is null ? null : bias.Data,
            residual is null ? null : residual.Data,
            output.Data,
            input.Shape.Rows,
            input.Shape.Last,
            weight.Shape[0]
        );
        return output;
    }

    /// <summary>Writes keys and values of rows to their places in a cache.</summary>
    /// <param name="queryKeyValue">(rows, 3 · width), as in <see cref="CausalAttention"/>.</param>
    /// <param name="cache">(streams, heads, 2 · capacity, head width): of each head its keys, then its values.</param>
    /// <param name="places">One per row.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a place is outside the cache.</exception>
    public void KeepKeysAndValues(Tensor queryKeyValue, Tensor cache, ReadOnlySpan<CachePlace> places)
    {
        RequireCache("KeepKeysAndValues", queryKeyValue, cache, places);
        CachedAttention.Keep(queryKeyValue.Data, cache.Data, places, cache.Shape[1], cache.Shape[3], cache.Shape[2] / 2);
    }

    /// <summary>Attention of rows over positions 0 to their own of their streams, whose keys and values are in the cache.</summary>
    /// <param name="queryKeyValue">(rows, 3 · width), of which the queries are read.</param>
    /// <param name="cache">As in <see cref="KeepKeysAndValues"/>, which must have filled the positions that are seen.</param>
    /// <param name="places">One per row.</param>
    /// <returns>(rows, width).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or a place is outside the cache.</exception>
    public Tensor AttentionOverKept(Tensor queryKeyValue, Tensor cache, ReadOnlySpan<CachePlace> places)
    {
        RequireCache("AttentionOverKept", queryKeyValue, cache, places);
        var output = NewTensor(new TensorShape(places.Length, queryKeyValue.Shape.Last / 3));
        CachedAttention.Forward(
            Threads,
            queryKeyValue.Data,
            cache.Data,
            output.Data,
            places,
            cache.Shape[1],
            cache.Shape[3],
            cache.Shape[2] / 2
        );
        return output;
    }

    private void RequireCache(string operation, Tensor queryKeyValue, Tensor cache, ReadOnlySpan<CachePlace> places)
    {
        Require(
            cache.Shape.Rank == 4
                && cache.Shape[2] % 2 == 0
                && queryKeyValue.Shape.Rank == 2
                && queryKeyValue.Shape[1] == 3 * cache.Shape[1] * cache.Shape[3]
                && queryKeyValue.Shape[0] == places.Length
                && !IsRecording,
            operation,
            "a row (3 · heads · head width) a place and a cache (streams, heads, 2 · capacity, head width), on a tape that does not record",
            queryKeyValue,
            cache
        );
        foreach (var place in places)
        {
            if ((uint)place.Stream >= (uint)cache.Shape[0] || (uint)place.Position >= (uint)cache.Shape[2] / 2)
            {
                throw new ArgumentException(
                    $"{operation} takes places inside the cache {cache.Shape}: got stream {place.Stream}, position {place.Position}."
                );
            }
        }
    }
}
