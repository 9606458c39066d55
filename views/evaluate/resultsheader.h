#pragma once

#include "views/evaluate/quietheader.h"

namespace deltascope::views {

class ResultsTable;

/// Over the whiskers stands their axis.
class ResultsHeader : public QuietHeader {
    Q_OBJECT

public:
    explicit ResultsHeader(const ResultsTable &table);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    const ResultsTable &m_table;
};

} // namespace deltascope::views
