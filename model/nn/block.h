#pragma once

#include "core/describe.h"
#include "nn/pass.h"
#include "nn/tap.h"

#include <ATen/core/Tensor.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace deltascope::nn {

class Builder;

/// Says that a block is another use of one that is built: the very same module, called from elsewhere.
struct AnotherUse { };

/// Where a block is about to be built: its dotted path and its parent's index.
struct Scope {
    Builder *builder;
    std::string path;
    int parent;
};

/// A parameter of a block: the file's mapped bytes, converted to the computing type on first use.
class Param {
public:
    Param(std::string fullName, Shape shape, DType dtype, at::Tensor stored, at::ScalarType compute);
    /// In the computing type; throws Failure if the checkpoint lacks it.
    const at::Tensor &get() const;
    bool present() const { return m_stored.defined(); }
    const at::Tensor &stored() const { return m_stored; }
    const std::string &fullName() const { return m_fullName; }
    const Shape &shape() const { return m_shape; }
    DType dtype() const { return m_dtype; }

private:
    std::string m_fullName;
    Shape m_shape;
    DType m_dtype;
    at::Tensor m_stored;
    at::ScalarType m_compute;
    std::shared_ptr<at::Tensor> m_converted; ///< shared by tied parameters
};

/// A tap at a block, with the place of its delta in the session (row of ColumnTable) and the site that its switch and
/// strength belong to (where it acts may be a module inside or beside it).
struct TapRef {
    int slot;
    int site; ///< index into NetworkInfo::modules
    int partner; ///< a second site without which it is off; -1 if there is none
    std::shared_ptr<const Tap> tap;

    /// 0: off.
    double strength(const ColumnTable &table, int column) const
    {
        return partner >= 0 && table.strength(slot, column, partner) == 0 ? 0 : table.strength(slot, column, site);
    }
};

/// How an attention lays out its keys and values.
struct KeyHeads {
    std::int64_t count, size;
};

/// Which sub-layer's output meets its residual behind a block (layers/join.h).
enum class JoinPlace { Attention, Cross, Output };

enum class Init { Normal, Zeros, Ones }; ///< of a freshly initialised head

/// A module of the backbone. Its name, type and parameters are those of transformers' module; children are declared in
/// transformers' order of registration, which is the order of the tree.
class Block {
public:
    Block(const Scope &scope, std::string_view type);
    virtual ~Block() = default;
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;
    /// Its name and parameters are those of `known`; taps are its own.
    Block(const Block &known, AnotherUse);

    int module() const { return m_module; }
    const std::string &path() const { return m_path; }
    /// Width of the last dimension of what this block returns and reads.
    virtual std::int64_t outputWidth() const { return m_width; }
    virtual std::int64_t inputWidth() const { return m_width; }

    /// Of the blocks that call attend() over their own input; none for others.
    virtual std::optional<KeyHeads> keyHeads() const { return std::nullopt; }

    /// Of the blocks behind which a Join stands.
    std::optional<JoinPlace> joinPlace() const { return m_joinPlace; }
    void setJoinPlace(JoinPlace place) { m_joinPlace = place; } ///< only while building

    /// What a change of the block's own parameter adds to its output, whatever it reads; undefined where it is not such
    /// a sum.
    virtual at::Tensor outputShift(std::string_view parameter, const at::Tensor &change) const;

    /// The parameter of that name; null if the block has none.
    const Param *param(std::string_view name) const;

    /// In order of insertion. Changed only between runs.
    std::vector<TapRef> taps;

    /// body(x), with this block's taps around it and its output seen by the pass's observer. Throws Cancelled before it
    /// if nobody wants the result any more, so that a run stops within one module.
    template<class Body>
    Act through(Pass &pass, const Act &x, Body &&body) const
    {
        pass.pause();
        if (taps.empty() && !pass.observer)
            return body(x);
        return throughTaps(pass, x, std::forward<Body>(body));
    }

protected:
    Scope child(std::string_view name) const;
    const Param &declare(std::string_view name, Shape shape, Init init = Init::Normal);
    /// A parameter that is the very tensor of another module's.
    const Param &tie(std::string_view name, const Param &other);
    Builder &builder() const { return *m_builder; } ///< only while building

private:
    Act throughTaps(Pass &pass, const Act &x, const std::function<Act(const Act &)> &body) const;

    Builder *m_builder;
    std::string m_path;
    int m_module;
    std::int64_t m_width;
    std::optional<JoinPlace> m_joinPlace;
    std::vector<std::pair<std::string, std::shared_ptr<const Param>>> m_params;
};

/// A module that holds others in a numbered list. An item that takes one more argument is told its number.
template<class T>
class BlockList : public Block {
public:
    template<class... Arguments>
    BlockList(const Scope &scope, std::int64_t count, const Arguments &...arguments)
        : Block(scope, "ModuleList")
    {
        for (std::int64_t i = 0; i < count; ++i)
            if constexpr (std::is_constructible_v<T, Scope, const Arguments &..., std::int64_t>)
                m_items.emplace_back(child(std::to_string(i)), arguments..., i);
            else
                m_items.emplace_back(child(std::to_string(i)), arguments...);
    }
    auto begin() const { return m_items.begin(); }
    auto end() const { return m_items.end(); }
    const T &operator[](std::size_t i) const { return m_items[i]; }
    std::size_t size() const { return m_items.size(); }

private:
    std::deque<T> m_items;
};

} // namespace deltascope::nn
