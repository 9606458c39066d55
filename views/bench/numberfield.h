#pragma once

#include <QLineEdit>

#include <optional>

namespace deltascope::views {

/// A number that may be left to somebody else: an empty field holds none, and shows pale what then counts.
class NumberField : public QLineEdit {
    Q_OBJECT

public:
    struct Bounds {
        double least = 0, most = 1;
        enum class Least { Included, Excluded } lowest = Least::Included;
        enum class Kind { Whole, Real } kind = Kind::Real;
    };
    NumberField(const QString &name, const Bounds &bounds, QWidget *parent = nullptr);

    void setValue(const std::optional<double> &value);
    /// What counts while the field is empty.
    void setOtherwise(const QString &text) { setPlaceholderText(text); }

Q_SIGNALS:
    void valueEdited(const std::optional<double> &value); ///< by the user, to something within the bounds

private:
    /// Nothing for what is no number within the bounds.
    std::optional<double> read(const QString &text) const;
    void take(const QString &text);

    Bounds m_bounds;
};

} // namespace deltascope::views
